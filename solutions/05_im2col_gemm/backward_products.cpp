// The two products of the backward pass, for one image and one group.
//
// D = C * R * S is the number of weights of one kernel, L = P * Q the number of windows. Forward was y = w * column.
// Then
//
//   grad_column[d, j] = sum over k of w[k, d] * grad_y[k, j]            (w transposed, times grad_y)
//   grad_w[k, d] += sum over j of grad_y[k, j] * column[d, j]           (grad_y, times column transposed)
//
// grad_column is overwritten: what stands there beforehand means nothing. grad_w is added to: other images have put
// their share there. Nothing is copied or turned beforehand: a transposed matrix is read with its indices exchanged.
//
// All arrays are row-major. w, grad_y and column are only read.
#include "exercise.h"

void grad_column(float* grad_column,   // (D, L)
                 const float* w,       // (K, D)
                 const float* grad_y,  // (K, L)
                 int K, int D, int L) {
  for (int d = 0; d < D; ++d)
    for (int j = 0; j < L; ++j) {
      float sum = 0.0f;
      for (int k = 0; k < K; ++k) sum += w[k * D + d] * grad_y[k * L + j];
      grad_column[d * L + j] = sum;
    }
}

void grad_weight(float* grad_w,        // (K, D)
                 const float* grad_y,  // (K, L)
                 const float* column,  // (D, L)
                 int K, int D, int L) {
  for (int k = 0; k < K; ++k)
    for (int d = 0; d < D; ++d) {
      float sum = 0.0f;
      for (int j = 0; j < L; ++j) sum += grad_y[k * L + j] * column[d * L + j];
      grad_w[k * D + d] += sum;
    }
}
