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
  // TODO(you): four loops (about 10 lines)
  todo("write the loops over p, q, r and s");
}
