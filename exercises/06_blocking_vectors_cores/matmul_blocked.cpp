// A product in blocks: a part of b that fits into a cache is used for all rows of c before the next part is begun.
//
//   c[i, j] += sum over k of a[i, k] * b[k, j]
//
// Cut k into blocks of BK and j into blocks of BN, so that a block of b has at most BK x BN numbers. For each block go
// over all rows i, and add what this block gives to c. The last block of each kind may be smaller: K need not be a
// multiple of BK, nor N of BN.
//
// All arrays are row-major. c is added to. a and b are only read.
#include "exercise.h"

void matmul_blocked(float* c,        // (M, N)
                    const float* a,  // (M, K)
                    const float* b,  // (K, N)
                    int M, int N, int K, int BK, int BN) {
  // TODO(you): two loops over blocks around the three loops (about 11 lines)
  todo("two loops over blocks of b, and inside them the three loops");
}
