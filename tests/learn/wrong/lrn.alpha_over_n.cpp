#include "exercise.h"

void lrn(float* y,        // (N, C, H, W)
         float* scale,    // (N, C, H, W)
         const float* x,  // (N, C, H, W)
         int N, int C, int H, int W, int n, float k, float alpha, float beta) {
  for (int i = 0; i < N; ++i)
    for (int c = 0; c < C; ++c)
      for (int h = 0; h < H; ++h)
        for (int v = 0; v < W; ++v) {
          double mean = 0.0;
          for (int d = -(n / 2); d <= n / 2; ++d) {
            if (c + d < 0 || c + d >= C) continue;
            const double value = x[((i * C + c + d) * H + h) * W + v];
            mean += value * value / n;
          }
          const int at = ((i * C + c) * H + h) * W + v;
          scale[at] = static_cast<float>(k + alpha * mean);
          y[at] = x[at] / std::pow(scale[at], beta);
        }
}
