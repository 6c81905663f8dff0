#include "exercise.h"

void conv2d_one_channel(float* y,        // (P, Q)
                        const float* x,  // (H, W)
                        const float* w,  // (R, S)
                        int H, int W, int R, int S) {
  const int Q = W - S + 1;
  std::vector<float> reversed(w, w + R * S);
  std::reverse(reversed.begin(), reversed.end());
  for (int i = 0; i < (H - R + 1) * Q; ++i) {
    y[i] = 0.0f;
    for (int j = 0; j < R * S; ++j)
      y[i] += reversed[static_cast<std::size_t>(j)] * x[(i / Q + j / S) * W + i % Q + j % S];
  }
}
