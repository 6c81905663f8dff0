#include "exercise.h"

void conv2d_one_channel(float* y,        // (P, Q)
                        const float* x,  // (H, W)
                        const float* w,  // (R, S)
                        int H, int W, int R, int S) {
  for (int p = 0; p + R < H; p++) {
    for (int q = 0; q + S < W; q++) {
      float acc = 0;
      for (int r = 0; r < R; r++) {
        for (int s = 0; s < S; s++) acc = acc + x[p * W + r * W + q + s] * w[S * r + s];
      }
      y[p * (W - S) + q] = acc;
    }
  }
}
