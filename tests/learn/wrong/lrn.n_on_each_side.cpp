#include "exercise.h"

void lrn(float* y,        // (N, C, H, W)
         float* scale,    // (N, C, H, W)
         const float* x,  // (N, C, H, W)
         int N, int C, int H, int W, int n, float k, float alpha, float beta) {
  std::fill(scale, scale + N * C * H * W, k);
  for (int i = 0; i < N; ++i)
    for (int c = 0; c < C; ++c)
      for (int j = 0; j < C; ++j)
        if (std::abs(c - j) <= n)
          for (int at = 0; at < H * W; ++at) {
            const float value = x[(i * C + j) * H * W + at];
            scale[(i * C + c) * H * W + at] += alpha * value * value;
          }
  for (int at = 0; at < N * C * H * W; ++at) y[at] = x[at] / std::pow(scale[at], beta);
}
