#include "exercise.h"

void col2im(float* x, const float* column, int C, int H, int W, int R, int S, int stride, int pad) {
  int P = (H + 2 * pad - R) / stride + 1, Q = (W + 2 * pad - S) / stride + 1;
  for (int row = 0; row < C * R * S; row++)
    for (int j = 0; j < P * Q; j++) {
      int h = j / Q * stride + row / S % R - pad, v = j % Q * stride + row % S - pad;
      if (h >= 0 && h < H && v >= 0 && v < W) x[(row / S / R * H + h) * W + v] += column[row * P * Q + j];
    }
}
