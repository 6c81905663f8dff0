#include "exercise.h"

void conv2d_product(float* y, const float* w, const float* column, const float* b, int K, int D, int L, int G) {
  for (int k = 0; k < K; k++)
    for (int j = 0; j < L; j++) {
      float sum = b[k];
      for (int d = 0; d < D; d++) sum += w[k * D + d] * column[d * L + j];
      y[k * L + j] = sum;
    }
}
