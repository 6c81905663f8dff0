#include "exercise.h"

void conv2d(float* y,        // (N, K, P, Q)
            const float* x,  // (N, C, H, W)
            const float* w,  // (K, C, R, S)
            const float* b,  // (K)
            int N, int C, int H, int W, int K, int R, int S, int stride, int pad) {
  const int P = 1 + (H - R + 2 * pad) / stride;
  const int Q = 1 + (W - S + 2 * pad) / stride;
  std::fill(y, y + N * K * P * Q, 0.0f);
  for (int n = 0; n < N; n++)
    for (int c = 0; c < C; c++)
      for (int k = 0; k < K; k++)
        for (int r = 0; r < R; r++)
          for (int s = 0; s < S; s++)
            for (int p = 0; p < P; p++)
              for (int q = 0; q < Q; q++) {
                const int row = p * stride + r - pad, column = q * stride + s - pad;
                if (row >= 0 && row < H && column >= 0 && column < W)
                  y[((n * K + k) * P + p) * Q + q] +=
                      x[((n * C + c) * H + row) * W + column] * w[((k * C + c) * R + r) * S + s];
              }
}
