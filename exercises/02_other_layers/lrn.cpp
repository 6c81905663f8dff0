// Local response normalisation: a value is made smaller where its neighbours in other channels are large.
//
//   scale[i,c,h,v] = k + alpha * sum over j of x[i,j,h,v]^2
//   y[i,c,h,v]     = x[i,c,h,v] / scale[i,c,h,v]^beta
//
// i is the image. The sum runs over n neighbouring channels, with c in the middle: j from c - n/2 to c + n/2 (n is odd,
// n/2 is rounded down), as far as there are such channels: 0 <= j < C. alpha is not divided by n. AlexNet takes k = 2,
// n = 5, alpha = 0.0001 and beta = 0.75.
//
// scale is kept for the backward pass. You write every element of y and of scale; what stands there beforehand means
// nothing. x is only read.
#include "exercise.h"

void lrn(float* y,        // (N, C, H, W)
         float* scale,    // (N, C, H, W)
         const float* x,  // (N, C, H, W)
         int N, int C, int H, int W, int n, float k, float alpha, float beta) {
  // TODO(you): for each element the sum over its neighbours, then scale and y (about 12 lines)
  todo("write scale and y for every element");
}
