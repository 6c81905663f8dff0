// The seven loops: a convolution of N images with K kernels.
//
//   y[n,k,p,q] = b[k] + sum over c, r, s of  w[k,c,r,s] * x[n, c, p * stride + r - pad, q * stride + s - pad]
//
// where x outside the image is 0. P = (H + 2 * pad - R) / stride + 1 and Q = (W + 2 * pad - S) / stride + 1.
//
// All arrays are row-major: the last letter of the shape runs fastest. You write every element of y; what stands there
// beforehand means nothing. x, w and b are only read.
#include "exercise.h"

void conv2d(float* y,        // (N, K, P, Q)
            const float* x,  // (N, C, H, W)
            const float* w,  // (K, C, R, S)
            const float* b,  // (K)
            int N, int C, int H, int W, int K, int R, int S, int stride, int pad) {
  // TODO(you): the seven loops (about 15 lines)
  todo("write the seven loops over n, k, p, q, c, r and s");
}
