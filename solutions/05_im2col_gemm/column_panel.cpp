// Packing that does the im2col: a panel of the column matrix, without the matrix.
//
// The column matrix of an image has C * R * S rows and P * Q columns (see im2col). The panel is the part of it with the
// T columns from column number first on, as a product of matrices wants to read it: row after row, T elements each.
//
//   panel[d, i] = column[d, first + i]    for first + i < P * Q,    and 0 for columns that the matrix has not
//
// As before: row d = (c * R + r) * S + s, column p * Q + q, and the element is
// x[c, p * stride + r - pad, q * stride + s - pad], or 0 outside the image. P = (H + 2 * pad - R) / stride + 1,
// Q = (W + 2 * pad - S) / stride + 1.
//
// All arrays are row-major. You write every element of panel; what stands there beforehand means nothing. x is only
// read.
#include "exercise.h"

void column_panel(float* panel,    // (C*R*S, T)
                  const float* x,  // (C, H, W)
                  int first, int T, int C, int H, int W, int R, int S, int stride, int pad) {
  const int P = (H + 2 * pad - R) / stride + 1;
  const int Q = (W + 2 * pad - S) / stride + 1;
  for (int c = 0; c < C; ++c)
    for (int r = 0; r < R; ++r)
      for (int s = 0; s < S; ++s)
        for (int i = 0; i < T; ++i) {
          const int j = first + i;  // the window's number, and from it the window
          const int p = j / Q;
          const int q = j % Q;
          const int h = p * stride + r - pad;
          const int v = q * stride + s - pad;
          const bool inside = p < P && h >= 0 && h < H && v >= 0 && v < W;
          panel[((c * R + r) * S + s) * T + i] = inside ? x[(c * H + h) * W + v] : 0.0f;
        }
}
