// Backward through a fully connected layer, y[n,k] = b[k] + sum over c of w[k,c] * x[n,c].
//
// grad_y is the gradient of the loss with respect to y. You find it with respect to what went into the layer:
//
//   grad_x[n,c]  = sum over k of  grad_y[n,k] * w[k,c]     overwritten
//   grad_w[k,c] += sum over n of  grad_y[n,k] * x[n,c]     added to what stands there
//   grad_b[k]   += sum over n of  grad_y[n,k]              added to what stands there
//
// Gradients of parameters accumulate, gradients of activations overwrite: grad_w and grad_b hold numbers when you are
// called, grad_x holds nothing. All arrays are row-major. grad_y, x and w are only read.
#include "exercise.h"

void linear_backward(float* grad_x,        // (N, C)
                     float* grad_w,        // (K, C)
                     float* grad_b,        // (K)
                     const float* grad_y,  // (N, K)
                     const float* x,       // (N, C)
                     const float* w,       // (K, C)
                     int N, int C, int K) {
  std::fill_n(grad_x, N * C, 0.0f);
  for (int n = 0; n < N; ++n)
    for (int k = 0; k < K; ++k) {
      const float g = grad_y[n * K + k];
      grad_b[k] += g;  // y[n,k] grows as b[k] does: the factor is 1
      for (int c = 0; c < C; ++c) {
        // In the forward pass x and w meet here once; what goes back to each is g times the other.
        grad_x[n * C + c] += g * w[k * C + c];
        grad_w[k * C + c] += g * x[n * C + c];
      }
    }
}
