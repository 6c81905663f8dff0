#include "exercise.h"

void col2im(float* x, const float* column, int C, int H, int W, int R, int S, int stride, int pad) {
  int P = (H + 2 * pad - R) / stride + 1, Q = (W + 2 * pad - S) / stride + 1;
  std::fill(x, x + C * H * W, 0.f);
  for (int c = 0; c < C; c++)
    for (int r = 0; r < R; r++)
      for (int s = 0; s < S; s++)
        for (int p = 0; p < P; p++)
          for (int q = 0; q < Q; q++) {
            int h = p * stride + r - pad, v = q * stride + s - pad;
            if (h >= 0 && h < H && v >= 0 && v < W) x[(c * H + h) * W + v] = *column;
            column++;
          }
}
