#include "exercise.h"

void grad_column(float* grad_column, const float* w, const float* grad_y, int K, int D, int L) {
  std::fill(grad_column, grad_column + D * L, 0.f);
  for (int k = 0; k < K; k++)
    for (int d = 0; d < D; d++)
      for (int j = 0; j < L; j++) grad_column[d * L + j] += w[k * D + d] * grad_y[k * L + j];
}

void grad_weight(float* grad_w, const float* grad_y, const float* column, int K, int D, int L) {
  for (int k = 0; k < K; k++)
    for (int d = 0; d < D; d++) {
      grad_w[k * D + d] = 0;
      for (int j = 0; j < L; j++) grad_w[k * D + d] += grad_y[k * L + j] * column[d * L + j];
    }
}
