#include "exercise.h"

void conv2d(float* y,        // (N, K, P, Q)
            const float* x,  // (N, C, H, W)
            const float* w,  // (K, C, R, S)
            const float* b,  // (K)
            int N, int C, int H, int W, int K, int R, int S, int stride, int pad) {
  const int P = (H + 2 * pad - R) / stride + 1;
  const int Q = (W + 2 * pad - S) / stride + 1;
  const auto pixel = [&](int n, int c, int h, int v) {
    return h < 0 || v < 0 || h >= H || v >= W ? 0.0f : x[((n * C + c) * H + h) * W + v];
  };
  for (int i = 0; i < N * K * P * Q; ++i) {
    const int q = i % Q, p = i / Q % P, k = i / Q / P % K, n = i / Q / P / K;
    y[i] = b[k];
    for (int c = 0; c < C; ++c)
      for (int r = 0; r < R; ++r)
        for (int s = 0; s < S; ++s)
          y[i] += w[((k * C + c) * R + r) * S + s] *
                  pixel(n, c, p * stride - pad + R - 1 - r, q * stride - pad + S - 1 - s);
  }
}
