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
  const int P = (H + 2 * pad - R) / stride + 1;
  const int Q = (W + 2 * pad - S) / stride + 1;
  for (int n = 0; n < N; ++n)
    for (int k = 0; k < K; ++k)
      for (int p = 0; p < P; ++p)
        for (int q = 0; q < Q; ++q) {
          float sum = b[k];  // once for each output, not once for each channel
          for (int c = 0; c < C; ++c)
            for (int r = 0; r < R; ++r)
              for (int s = 0; s < S; ++s) {
                const int h = p * stride + r - pad;
                const int v = q * stride + s - pad;
                if (h < 0 || h >= H || v < 0 || v >= W) continue;  // the padding is zero: nothing to add
                sum += w[((k * C + c) * R + r) * S + s] * x[((n * C + c) * H + h) * W + v];
              }
          y[((n * K + k) * P + p) * Q + q] = sum;
        }
}
