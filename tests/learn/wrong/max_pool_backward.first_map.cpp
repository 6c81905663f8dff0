#include "exercise.h"

void max_pool_backward(float* grad_x,        // (N, C, H, W)
                       const float* grad_y,  // (N, C, P, Q)
                       const int* argmax,    // (N, C, P, Q)
                       int N, int C, int H, int W, int P, int Q) {
  std::fill(grad_x, grad_x + N * C * H * W, 0.0f);
  for (int i = 0; i < N * C * P * Q; ++i) grad_x[argmax[i]] += grad_y[i];
}
