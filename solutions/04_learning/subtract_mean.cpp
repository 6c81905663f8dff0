// The mean image: what all training images have in common is taken away, so that what is left lies around 0.
//
//   mean[c,h,v] = (sum over n of x[n,c,h,v]) / N
//   x[n,c,h,v]  = x[n,c,h,v] - mean[c,h,v]
//
// Each pixel of each channel has a mean of its own, over all N images. You write every element of mean, and change x in
// place. N may be large: ILSVRC has 1.2 million images, so sum in double.
#include "exercise.h"

void subtract_mean(float* mean,  // (C, H, W)
                   float* x,     // (N, C, H, W)
                   int N, int C, int H, int W) {
  const int size = C * H * W;  // one image, from one to the next
  for (int i = 0; i < size; ++i) {
    double sum = 0.0;  // a float of some ten millions cannot hold a small number more
    for (int n = 0; n < N; ++n) sum += x[n * size + i];
    mean[i] = sum / N;
    for (int n = 0; n < N; ++n) x[n * size + i] -= mean[i];
  }
}
