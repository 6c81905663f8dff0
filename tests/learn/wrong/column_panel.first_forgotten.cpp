#include "exercise.h"

void column_panel(float* panel, const float* x, int first, int T, int C, int H, int W, int R, int S, int stride,
                  int pad) {
  int P = (H + 2 * pad - R) / stride + 1, Q = (W + 2 * pad - S) / stride + 1;
  for (int c = 0; c < C; c++)
    for (int r = 0; r < R; r++)
      for (int s = 0; s < S; s++)
        for (int j = 0; j < T; j++) {
          int p = j / Q, q = j % Q;
          int h = p * stride + r - pad, v = q * stride + s - pad;
          bool there = j < P * Q && h >= 0 && v >= 0 && h < H && v < W;
          panel[((c * R + r) * S + s) * T + j] = there ? x[(c * H + h) * W + v] : 0;
        }
}
