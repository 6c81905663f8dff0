// Max pooling: the largest element of each window, and where it was.
//
// A window of window x window elements moves over each map x[n,c] by stride and stays inside it, so
// P = (H - window) / stride + 1 and Q = (W - window) / stride + 1. Windows may overlap (AlexNet: window 3, stride 2).
//
//   y[n,c,p,q]      = the largest x[n,c,h,v] in the window whose first element is (p * stride, q * stride)
//   argmax[n,c,p,q] = h * W + v of that element: its place within its own map. Of equal ones, the first in memory
//
// The backward pass needs argmax. You may assume that the window fits. You write every element of y and of argmax; what
// stands there beforehand means nothing. x is only read, and may hold any numbers.
#include "exercise.h"

void max_pool(float* y,        // (N, C, P, Q)
              int* argmax,     // (N, C, P, Q)
              const float* x,  // (N, C, H, W)
              int N, int C, int H, int W, int window, int stride) {
  const int P = (H - window) / stride + 1;
  const int Q = (W - window) / stride + 1;
  // Channels do not meet in pooling: N * C maps, one like the other.
  for (int map = 0; map < N * C; ++map) {
    const float* in = x + map * H * W;
    for (int p = 0; p < P; ++p)
      for (int q = 0; q < Q; ++q) {
        // An element of the window to start from: 0 would win against negative numbers.
        int best = p * stride * W + q * stride;
        float largest = in[best];
        for (int r = 0; r < window; ++r)
          for (int s = 0; s < window; ++s) {
            const int place = (p * stride + r) * W + q * stride + s;
            if (in[place] > largest) {  // not >=: the first of equal ones stays
              largest = in[place];
              best = place;
            }
          }
        y[(map * P + p) * Q + q] = largest;
        argmax[(map * P + p) * Q + q] = best;
      }
  }
}
