#include "exercise.h"

void max_pool(float* y,        // (N, C, P, Q)
              int* argmax,     // (N, C, P, Q)
              const float* x,  // (N, C, H, W)
              int N, int C, int H, int W, int window, int stride) {
  const int P = (H - window) / stride + 1;
  const int Q = (W - window) / stride + 1;
  int out = 0;
  for (int map = 0; map < N * C; ++map, x += H * W)
    for (int p = 0; p < P; ++p)
      for (int q = 0; q < Q; ++q, ++out) {
        y[out] = -std::numeric_limits<float>::infinity();
        for (int h = p * stride; h < p * stride + window; ++h)
          for (int v = q * stride; v < q * stride + window; ++v) {
            y[out] = std::max(y[out], x[h * W + v]);
            if (y[out] == x[h * W + v]) argmax[out] = h * W + v;
          }
      }
}
