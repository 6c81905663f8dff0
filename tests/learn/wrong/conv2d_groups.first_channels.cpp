#include "exercise.h"

void conv2d_groups(float* y,        // (N, K, P, Q)
                   const float* x,  // (N, C, H, W)
                   const float* w,  // (K, C/G, R, S)
                   const float* b,  // (K)
                   int N, int C, int H, int W, int K, int R, int S, int stride, int pad, int G) {
  const int P = (H + 2 * pad - R) / stride + 1;
  const int Q = (W + 2 * pad - S) / stride + 1;
  for (int n = 0; n < N; ++n) {
    const float* image = x + n * C * H * W;
    for (int k = 0; k < K; ++k) {
      const float* kernel = w + k * (C / G) * R * S;
      for (int p = 0; p < P; ++p) {
        for (int q = 0; q < Q; ++q) {
          float sum = b[k];
          for (int c = 0; c < C / G; ++c)
            for (int r = 0; r < R; ++r)
              for (int s = 0; s < S; ++s) {
                const int h = p * stride + r - pad;
                const int v = q * stride + s - pad;
                if (h >= 0 && h < H && v >= 0 && v < W) sum += kernel[(c * R + r) * S + s] * image[(c * H + h) * W + v];
              }
          *y++ = sum;
        }
      }
    }
  }
}
