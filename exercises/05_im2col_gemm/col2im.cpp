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
  // TODO(you): the loops of im2col, with the copy turned round (about 14 lines)
  todo("send each element of the column matrix back to its pixel, and add");
}
