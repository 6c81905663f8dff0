// The end of a product, while its sums are at hand: what becomes of a block's sums, with bias and ReLU.
//
// A product whose sums are long is made in blocks of the sum over k. finish_tile is called once for each block, in
// order, with this block's sums. first is 1 for the first block and 0 otherwise; last is 1 for the last one; both are 1
// if there is only one.
//
//   first block:  c = sums           other blocks:  c = c + sums
//   last block, after that:  add bias[i] to each element of row i, then replace what is below 0 by 0
//
// All arrays are row-major. What stands in c before the first block means nothing. sums and bias are only read.
#include "exercise.h"

void finish_tile(float* c,           // (M, N)
                 const float* sums,  // (M, N)
                 const float* bias,  // (M)
                 int M, int N, int first, int last) {
  // TODO(you): for each element: start or go on, and at the end bias and ReLU (about 8 lines)
  todo("write or add the sums; after the last block add the bias and apply the ReLU");
}
