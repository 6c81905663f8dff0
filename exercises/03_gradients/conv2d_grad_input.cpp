// Backward through the seven loops, first part: the gradient of the convolution's input.
//
// The forward pass was
//
//   y[n,k,p,q] = b[k] + sum over c, r, s of  w[k,c,r,s] * x[n, c, p * stride + r - pad, q * stride + s - pad]
//
// grad_y is the gradient of the loss with respect to y. The gradient of x[n,c,h,v] is the sum of
// grad_y[n,k,p,q] * w[k,c,r,s] over all k, p, q, r, s with h = p * stride + r - pad and v = q * stride + s - pad: over
// all the places where the forward pass read it. An element that no window saw has gradient 0.
//
// P = (H + 2 * pad - R) / stride + 1 and Q = (W + 2 * pad - S) / stride + 1. All arrays are row-major. You write every
// element of grad_x; what stands there beforehand means nothing. grad_y and w are only read.
#include "exercise.h"

void conv2d_grad_input(float* grad_x,        // (N, C, H, W)
                       const float* grad_y,  // (N, K, P, Q)
                       const float* w,       // (K, C, R, S)
                       int N, int C, int H, int W, int K, int R, int S, int stride, int pad) {
  // TODO(you): send each grad_y back to all the elements of x that its window read (about 16 lines)
  todo("write the gradient of every element of x");
}
