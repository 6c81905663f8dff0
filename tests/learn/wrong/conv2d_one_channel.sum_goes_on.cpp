#include "exercise.h"

void conv2d_one_channel(float* y,        // (P, Q)
                        const float* x,  // (H, W)
                        const float* w,  // (R, S)
                        int H, int W, int R, int S) {
  double total = 0.0;
  float* out = y;
  for (int top = 0; top + R <= H; ++top) {
    for (int left = 0; left + S <= W; ++left) {
      for (int r = 0; r < R; ++r) {
        const float* row = x + (top + r) * W + left;
        for (int s = 0; s < S; ++s) total += static_cast<double>(row[s]) * w[r * S + s];
      }
      *out++ = static_cast<float>(total);
    }
  }
}
