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
  const int P = (H + 2 * pad - R) / stride + 1;
  const int Q = (W + 2 * pad - S) / stride + 1;
  const int group_channels = C / G;
  const int group_kernels = K / G;
  for (int n = 0; n < N; ++n)
    for (int k = 0; k < K; ++k) {
      // x has all channels, w only those of the group: c counts within the group, and x needs the group's first
      // channel.
      const int first = k / group_kernels * group_channels;
      for (int p = 0; p < P; ++p)
        for (int q = 0; q < Q; ++q) {
          float sum = b[k];
          for (int c = 0; c < group_channels; ++c)
            for (int r = 0; r < R; ++r)
              for (int s = 0; s < S; ++s) {
                const int h = p * stride + r - pad;
                const int v = q * stride + s - pad;
                if (h < 0 || h >= H || v < 0 || v >= W) continue;  // the padding is zero: nothing to add
                sum += w[((k * group_channels + c) * R + r) * S + s] * x[((n * C + first + c) * H + h) * W + v];
              }
          y[((n * K + k) * P + p) * Q + q] = sum;
        }
    }
}
