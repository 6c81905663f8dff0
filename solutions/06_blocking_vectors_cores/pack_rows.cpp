// Packing: rows of a matrix in the order in which a register tile reads them.
//
// The rows are cut into panels of T rows. A panel holds, for k = 0, 1, ..., depth - 1, the T numbers of column k side
// by side. Panel number n holds rows n * T to n * T + T - 1:
//
//   panels[n, k, i] = a[(n * T + i) * lda + k]    and 0 for rows that a has not
//
// There are ceil(rows / T) panels. The rows of a are lda numbers apart in memory, of which the first depth are wanted:
// a may be a part of a larger matrix.
//
// You write every element of panels; what stands there beforehand means nothing. a is only read.
#include "exercise.h"

void pack_rows(float* panels,   // (ceil(rows / T), depth, T)
               const float* a,  // (rows, lda)
               int lda, int rows, int depth, int T) {
  for (int first = 0; first < rows; first += T)
    for (int k = 0; k < depth; ++k)
      for (int i = 0; i < T; ++i) {
        const int row = first + i;
        panels[first * depth + k * T + i] = row < rows ? a[row * lda + k] : 0.0f;
      }
}
