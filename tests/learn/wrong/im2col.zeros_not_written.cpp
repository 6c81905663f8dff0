#include "exercise.h"

void im2col(float* column, const float* x, int C, int H, int W, int R, int S, int stride, int pad) {
  int P = (H + 2 * pad - R) / stride + 1, Q = (W + 2 * pad - S) / stride + 1;
  for (int row = 0; row < C * R * S; row++) {
    int s = row % S, r = row / S % R, c = row / S / R;
    for (int p = 0; p < P; p++)
      for (int q = 0; q < Q; q++) {
        int h = p * stride + r - pad, v = q * stride + s - pad;
        if (h < 0 || v < 0 || h >= H || v >= W) continue;
        column[row * P * Q + p * Q + q] = x[(c * H + h) * W + v];
      }
  }
}
