// Backward through the seven loops, second part: the gradients of the kernels and of the bias.
//
// The forward pass was
//
//   y[n,k,p,q] = b[k] + sum over c, r, s of  w[k,c,r,s] * x[n, c, p * stride + r - pad, q * stride + s - pad]
//
// where x outside the image is 0. grad_y is the gradient of the loss with respect to y. You add to what stands there:
//
//   grad_w[k,c,r,s] += sum over n, p, q of  grad_y[n,k,p,q] * x[n, c, p * stride + r - pad, q * stride + s - pad]
//   grad_b[k]       += sum over n, p, q of  grad_y[n,k,p,q]
//
// P = (H + 2 * pad - R) / stride + 1 and Q = (W + 2 * pad - S) / stride + 1. All arrays are row-major. grad_y and x are
// only read.
#include "exercise.h"

void conv2d_grad_weight(float* grad_w,        // (K, C, R, S)
                        float* grad_b,        // (K)
                        const float* grad_y,  // (N, K, P, Q)
                        const float* x,       // (N, C, H, W)
                        int N, int C, int H, int W, int K, int R, int S, int stride, int pad) {
  // TODO(you): add to each weight what all the windows it was used in send back (about 16 lines)
  todo("add the gradients of the kernels and of the bias");
}
