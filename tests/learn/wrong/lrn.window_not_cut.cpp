#include "exercise.h"

void lrn(float* y,        // (N, C, H, W)
         float* scale,    // (N, C, H, W)
         const float* x,  // (N, C, H, W)
         int N, int C, int H, int W, int n, float k, float alpha, float beta) {
  const int half = (n - 1) / 2;
  for (int at = 0; at < N * C * H * W; ++at) {
    scale[at] = 0.0f;
    for (int d = -half; d <= half; ++d) scale[at] += x[at + d * H * W] * x[at + d * H * W];
    scale[at] = k + alpha * scale[at];
    y[at] = x[at] * std::pow(1.0f / scale[at], beta);
  }
}
