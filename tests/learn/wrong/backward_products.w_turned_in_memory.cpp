#include "exercise.h"

void grad_column(float* grad_column, const float* w, const float* grad_y, int K, int D, int L) {
  for (int d = 0; d < D; d++)
    for (int j = 0; j < L; j++) {
      double sum = 0;
      const float* row = w + d * K;
      for (int k = 0; k < K; k++) sum += row[k] * grad_y[k * L + j];
      grad_column[d * L + j] = (float)sum;
    }
}

void grad_weight(float* grad_w, const float* grad_y, const float* column, int K, int D, int L) {
  for (int k = 0; k < K; k++)
    for (int d = 0; d < D; d++)
      for (int j = 0; j < L; j++) grad_w[k * D + d] += grad_y[k * L + j] * column[d * L + j];
}
