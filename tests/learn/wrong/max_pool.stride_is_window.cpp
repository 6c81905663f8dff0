#include "exercise.h"

void max_pool(float* y,        // (N, C, P, Q)
              int* argmax,     // (N, C, P, Q)
              const float* x,  // (N, C, H, W)
              int N, int C, int H, int W, int window, int stride) {
  const int P = (H - window) / stride + 1;
  const int Q = (W - window) / stride + 1;
  for (int map = 0; map < N * C; ++map)
    for (int p = 0; p < P; ++p)
      for (int q = 0; q < Q; ++q) {
        const float* in = x + map * H * W;
        int best = p * window * W + q * window;
        for (int i = 1; i < window * window; ++i) {
          const int h = p * window + i / window, v = q * window + i % window;
          if (in[h * W + v] > in[best]) best = h * W + v;
        }
        y[map * P * Q + p * Q + q] = in[best];
        argmax[map * P * Q + p * Q + q] = best;
      }
}
