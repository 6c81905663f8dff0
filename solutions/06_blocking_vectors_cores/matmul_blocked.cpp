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
  for (int k0 = 0; k0 < K; k0 += BK) {
    const int k1 = std::min(k0 + BK, K);
    for (int j0 = 0; j0 < N; j0 += BN) {
      const int j1 = std::min(j0 + BN, N);
      for (int i = 0; i < M; ++i)
        for (int k = k0; k < k1; ++k) {
          const float left = a[i * K + k];
          for (int j = j0; j < j1; ++j) c[i * N + j] += left * b[k * N + j];
        }
    }
  }
}
