// col2im: the adjoint of im2col. Every element of the column matrix goes back to the pixel that im2col copied it from,
// and what comes back to the same pixel is added up.
//
//   x[c, h, v] = the sum of column[(c,r,s), (p,q)] over all r, s, p, q with
//                h = p * stride + r - pad and v = q * stride + s - pad
//
// Row (c, r, s) of the matrix is row number (c * R + r) * S + s; window (p, q) is column number p * Q + q. Elements
// that came from outside the image are dropped. P = (H + 2 * pad - R) / stride + 1, Q = (W + 2 * pad - S) / stride + 1.
//
// All arrays are row-major. You write every element of x, also those that no window sees (they are 0); what stands
// there beforehand means nothing. column is only read.
#include "exercise.h"

void col2im(float* x,             // (C, H, W)
            const float* column,  // (C*R*S, P*Q)
            int C, int H, int W, int R, int S, int stride, int pad) {
  const int P = (H + 2 * pad - R) / stride + 1;
  const int Q = (W + 2 * pad - S) / stride + 1;
  for (int i = 0; i < C * H * W; ++i) x[i] = 0.0f;
  for (int c = 0; c < C; ++c)
    for (int r = 0; r < R; ++r)
      for (int s = 0; s < S; ++s)
        for (int p = 0; p < P; ++p)
          for (int q = 0; q < Q; ++q) {
            const int h = p * stride + r - pad;
            const int v = q * stride + s - pad;
            if (h < 0 || h >= H || v < 0 || v >= W) continue;  // it was a zero of the padding
            x[(c * H + h) * W + v] += column[((c * R + r) * S + s) * P * Q + p * Q + q];
          }
}
