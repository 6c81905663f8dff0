#include "exercise.h"

void conv2d_groups(float* y,        // (N, K, P, Q)
                   const float* x,  // (N, C, H, W)
                   const float* w,  // (K, C/G, R, S)
                   const float* b,  // (K)
                   int N, int C, int H, int W, int K, int R, int S, int stride, int pad, int G) {
  const int P = (H + 2 * pad - R) / stride + 1;
  const int Q = (W + 2 * pad - S) / stride + 1;
  for (int g = 0; g < G; ++g)
    for (int k = g; k < K; k += G)
      for (int n = 0; n < N; ++n)
        for (int p = 0; p < P; ++p)
          for (int q = 0; q < Q; ++q) {
            float sum = 0.0f;
            for (int c = g * C / G; c < (g + 1) * C / G; ++c)
              for (int r = 0; r < R; ++r)
                for (int s = 0; s < S; ++s) {
                  const int h = p * stride + r - pad;
                  const int v = q * stride + s - pad;
                  if (h < 0 || h >= H || v < 0 || v >= W) continue;
                  sum += w[((k * (C / G) + c - g * C / G) * R + r) * S + s] * x[((n * C + c) * H + h) * W + v];
                }
            y[((n * K + k) * P + p) * Q + q] = sum + b[k];
          }
}
