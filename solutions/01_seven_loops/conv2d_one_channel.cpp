// One channel: a kernel slides over a picture.
//
//   y[p,q] = sum over r, s of  w[r,s] * x[p + r, q + s]
//
// The kernel moves by one pixel at a time and stays inside the picture, so P = H - R + 1 and Q = W - S + 1. You may
// assume that it is not larger than the picture.
//
// All arrays are row-major: the last letter of the shape runs fastest. You write every element of y; what stands there
// beforehand means nothing. x and w are only read.
#include "exercise.h"

void conv2d_one_channel(float* y,        // (P, Q)
                        const float* x,  // (H, W)
                        const float* w,  // (R, S)
                        int H, int W, int R, int S) {
  const int P = H - R + 1;
  const int Q = W - S + 1;
  for (int p = 0; p < P; ++p)
    for (int q = 0; q < Q; ++q) {
      // Every output is a sum of its own. A local variable, because y may hold anything beforehand.
      float sum = 0.0f;
      for (int r = 0; r < R; ++r)
        for (int s = 0; s < S; ++s) sum += w[r * S + s] * x[(p + r) * W + q + s];
      y[p * Q + q] = sum;
    }
}
