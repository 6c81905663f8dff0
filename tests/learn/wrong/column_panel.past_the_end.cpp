#include "exercise.h"

void column_panel(float* panel, const float* x, int first, int T, int C, int H, int W, int R, int S, int stride,
                  int pad) {
  int Q = (W + 2 * pad - S) / stride + 1;
  for (int row = 0; row < C * R * S; row++)
    for (int i = 0; i < T; i++) {
      int h = (first + i) / Q * stride + row / S % R - pad, v = (first + i) % Q * stride + row % S - pad;
      *panel++ = h < 0 || v < 0 || h >= H || v >= W ? 0 : x[(row / S / R * H + h) * W + v];
    }
}
