#include "exercise.h"

void pack_rows(float* panels, const float* a, int lda, int rows, int depth, int T) {
  int padded = (rows + T - 1) / T * T;
  for (int row = 0; row < padded; row++)
    for (int k = 0; k < depth; k++) *panels++ = row < rows ? a[row * lda + k] : 0;
}
