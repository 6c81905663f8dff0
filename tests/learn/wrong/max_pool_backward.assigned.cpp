#include "exercise.h"

void max_pool_backward(float* grad_x,        // (N, C, H, W)
                       const float* grad_y,  // (N, C, P, Q)
                       const int* argmax,    // (N, C, P, Q)
                       int N, int C, int H, int W, int P, int Q) {
  std::fill_n(grad_x, N * C * H * W, 0.0f);
  for (int n = 0; n < N; ++n)
    for (int c = 0; c < C; ++c)
      for (int p = 0; p < P; ++p)
        for (int q = 0; q < Q; ++q) {
          const int from = ((n * C + c) * P + p) * Q + q;
          const int h = argmax[from] / W, v = argmax[from] % W;
          grad_x[((n * C + c) * H + h) * W + v] = grad_y[from];
        }
}
