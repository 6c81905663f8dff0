// im2col: the column matrix of one image. Each window becomes a column, each tap of the kernel a row.
//
// Row (c, r, s) of the matrix is row number (c * R + r) * S + s; window (p, q) is column number p * Q + q. The element
// is what tap (c, r, s) sees in window (p, q):
//
//   column[(c,r,s), (p,q)] = x[c, p * stride + r - pad, q * stride + s - pad], and 0 outside the image
//
// P = (H + 2 * pad - R) / stride + 1 and Q = (W + 2 * pad - S) / stride + 1.
//
// All arrays are row-major. You write every element of column; what stands there beforehand means nothing. x is only
// read.
#include "exercise.h"

void im2col(float* column,   // (C*R*S, P*Q)
            const float* x,  // (C, H, W)
            int C, int H, int W, int R, int S, int stride, int pad) {
  // TODO(you): for each tap and each window, the pixel under it (about 12 lines)
  todo("fill the column matrix: one row for each tap, one column for each window");
}
