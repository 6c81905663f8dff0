#include "exercise.h"

void pack_rows(float* panels, const float* a, int lda, int rows, int depth, int T) {
  for (int row = 0; row < rows; row++)
    for (int k = 0; k < depth; k++) panels[(row / T * depth + k) * T + row % T] = a[row * lda + k];
}
