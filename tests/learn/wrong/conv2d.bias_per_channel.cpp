#include "exercise.h"

void conv2d(float* y,        // (N, K, P, Q)
            const float* x,  // (N, C, H, W)
            const float* w,  // (K, C, R, S)
            const float* b,  // (K)
            int N, int C, int H, int W, int K, int R, int S, int stride, int pad) {
  const int P = (H + 2 * pad - R) / stride + 1;
  const int Q = (W + 2 * pad - S) / stride + 1;
  for (int i = 0; i < N * K * P * Q; ++i) y[i] = 0.0f;
  for (int n = 0; n < N; ++n)
    for (int k = 0; k < K; ++k)
      for (int c = 0; c < C; ++c)
        for (int p = 0; p < P; ++p)
          for (int q = 0; q < Q; ++q) {
            float sum = b[k];
            for (int r = std::max(0, pad - p * stride); r < R && p * stride + r - pad < H; ++r)
              for (int s = std::max(0, pad - q * stride); s < S && q * stride + s - pad < W; ++s)
                sum += w[((k * C + c) * R + r) * S + s] *
                       x[((n * C + c) * H + p * stride + r - pad) * W + q * stride + s - pad];
            y[((n * K + k) * P + p) * Q + q] += sum;
          }
}
