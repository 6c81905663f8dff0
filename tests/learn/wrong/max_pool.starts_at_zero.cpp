#include "exercise.h"

void max_pool(float* y,        // (N, C, P, Q)
              int* argmax,     // (N, C, P, Q)
              const float* x,  // (N, C, H, W)
              int N, int C, int H, int W, int window, int stride) {
  const int P = (H - window) / stride + 1;
  const int Q = (W - window) / stride + 1;
  for (int n = 0; n < N; ++n)
    for (int c = 0; c < C; ++c)
      for (int p = 0; p < P; ++p)
        for (int q = 0; q < Q; ++q) {
          float best = 0;
          int where = p * stride * W + q * stride;
          for (int h = p * stride; h < p * stride + window; ++h)
            for (int v = q * stride; v < q * stride + window; ++v) {
              const float value = x[((n * C + c) * H + h) * W + v];
              if (value > best) {
                best = value;
                where = h * W + v;
              }
            }
          y[((n * C + c) * P + p) * Q + q] = best;
          argmax[((n * C + c) * P + p) * Q + q] = where;
        }
}
