// A product of matrices, with its loops in the order that memory likes: c = a * b, row by row.
//
//   c[i, j] = sum over k of a[i, k] * b[k, j]
//
// The plain way has the loop over k innermost, and then b is read down a column: each number from another cache line.
// Put the loop over j innermost instead. Then c and b are both read along a row.
//
// All arrays are row-major. You write every element of c; what stands there beforehand means nothing. a and b are only
// read. K may be 0: then c is all zeros.
#include "exercise.h"

void matmul_rows(float* c,        // (M, N)
                 const float* a,  // (M, K)
                 const float* b,  // (K, N)
                 int M, int N, int K) {
  for (int i = 0; i < M; ++i) {
    for (int j = 0; j < N; ++j) c[i * N + j] = 0.0f;
    for (int k = 0; k < K; ++k) {
      const float left = a[i * K + k];
      for (int j = 0; j < N; ++j) c[i * N + j] += left * b[k * N + j];
    }
  }
}
