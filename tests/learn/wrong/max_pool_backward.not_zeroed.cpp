#include "exercise.h"

void max_pool_backward(float* grad_x,        // (N, C, H, W)
                       const float* grad_y,  // (N, C, P, Q)
                       const int* argmax,    // (N, C, P, Q)
                       int N, int C, int H, int W, int P, int Q) {
  for (int map = 0; map < N * C; ++map) {
    for (int i = 0; i < P * Q; ++i) grad_x[argmax[i]] += grad_y[i];
    grad_x += H * W;
    grad_y += P * Q;
    argmax += P * Q;
  }
}
