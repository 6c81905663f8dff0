// Max pooling, backward: each output hands its gradient to the element that was the largest of its window.
//
//   grad_x[n,c,h,v] = the sum of grad_y[n,c,p,q] over all windows (p, q) of this map whose largest element is (h, v)
//
// argmax is what max_pool wrote: argmax[n,c,p,q] = h * W + v, the place of the largest element within its own map.
// Windows may overlap, so that one element may be the largest of several; most elements are the largest of none.
//
// You write every element of grad_x; what stands there beforehand means nothing. grad_y and argmax are only read.
#include "exercise.h"

void max_pool_backward(float* grad_x,        // (N, C, H, W)
                       const float* grad_y,  // (N, C, P, Q)
                       const int* argmax,    // (N, C, P, Q)
                       int N, int C, int H, int W, int P, int Q) {
  // Elements that never won get no gradient, and the sums below start from here.
  for (int i = 0; i < N * C * H * W; ++i) grad_x[i] = 0.0f;
  for (int map = 0; map < N * C; ++map) {
    float* grad_in = grad_x + map * H * W;
    for (int i = map * P * Q; i < (map + 1) * P * Q; ++i) grad_in[argmax[i]] += grad_y[i];
  }
}
