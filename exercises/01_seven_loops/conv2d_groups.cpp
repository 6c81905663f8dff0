// A convolution with G groups: channels and kernels are split into G equal parts, and a kernel sees only the channels
// of its own part.
//
// Channels 0 to C/G - 1 are group 0, the next C/G channels are group 1, and so on. In the same way kernels 0 to K/G - 1
// are group 0, the next K/G kernels group 1, and so on. With g the group of kernel k:
//
//   y[n,k,p,q] = b[k] + sum over c, r, s of  w[k,c,r,s] * x[n, g * C/G + c, p * stride + r - pad, q * stride + s - pad]
//
// where c runs from 0 to C/G - 1, and x outside the image is 0. P = (H + 2 * pad - R) / stride + 1 and
// Q = (W + 2 * pad - S) / stride + 1. You may assume that G divides C and K.
//
// All arrays are row-major. You write every element of y; what stands there beforehand means nothing. x, w and b are
// only read.
#include "exercise.h"

void conv2d_groups(float* y,        // (N, K, P, Q)
                   const float* x,  // (N, C, H, W)
                   const float* w,  // (K, C/G, R, S)
                   const float* b,  // (K)
                   int N, int C, int H, int W, int K, int R, int S, int stride, int pad, int G) {
  // TODO(you): your conv2d, but kernel k reads the channels of its group only (about 18 lines)
  todo("write the seven loops, with only the channels of the kernel's own group");
}
