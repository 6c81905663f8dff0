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
  const int map = H * W;  // from a channel to the same pixel of the next
  for (int i = 0; i < N; ++i)
    for (int c = 0; c < C; ++c) {
      // The first and the last channels have neighbours on one side only.
      const int first = std::max(0, c - n / 2);
      const int last = std::min(C - 1, c + n / 2);
      for (int pixel = 0; pixel < map; ++pixel) {
        float sum = 0.0f;
        for (int j = first; j <= last; ++j) {
          const float value = x[(i * C + j) * map + pixel];
          sum += value * value;
        }
        const int at = (i * C + c) * map + pixel;
        scale[at] = k + alpha * sum;
        y[at] = x[at] * std::pow(scale[at], -beta);
      }
    }
}
