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
  // TODO(you): for each tap and each of the T columns, the pixel or 0 (about 15 lines)
  todo("fill the panel straight from the image, with zeros past the last window");
}
