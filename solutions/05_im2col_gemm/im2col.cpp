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
  const int P = (H + 2 * pad - R) / stride + 1;
  const int Q = (W + 2 * pad - S) / stride + 1;
  for (int c = 0; c < C; ++c)
    for (int r = 0; r < R; ++r)
      for (int s = 0; s < S; ++s)
        for (int p = 0; p < P; ++p)
          for (int q = 0; q < Q; ++q) {
            const int h = p * stride + r - pad;
            const int v = q * stride + s - pad;
            const bool inside = h >= 0 && h < H && v >= 0 && v < W;
            // The zero has to be written: the product reads it.
            column[((c * R + r) * S + s) * P * Q + p * Q + q] = inside ? x[(c * H + h) * W + v] : 0.0f;
          }
}
