// The forward pass of one image as a product of matrices, for G groups.
//
// D = C/G * R * S is the number of weights of one kernel, L = P * Q the number of windows. Kernel k is a row of w. The
// column matrix of the image has G blocks of D rows, one for each group. Kernels 0 to K/G - 1 are group 0, the next K/G
// kernels group 1, and so on; a kernel meets the D rows of its own group only. With g the group of kernel k:
//
//   y[k, j] = b[k] + sum over d of w[k, d] * column[g * D + d, j]
//
// You may assume that G divides K. All arrays are row-major. You write every element of y; what stands there beforehand
// means nothing. w, column and b are only read.
#include "exercise.h"

void conv2d_product(float* y,             // (K, L)
                    const float* w,       // (K, D)
                    const float* column,  // (G*D, L)
                    const float* b,       // (K)
                    int K, int D, int L, int G) {
  for (int k = 0; k < K; ++k) {
    const int first = k / (K / G) * D;  // of the group's rows
    for (int j = 0; j < L; ++j) y[k * L + j] = b[k];
    // The innermost loop runs along rows of y and column: both lie side by side in memory.
    for (int d = 0; d < D; ++d)
      for (int j = 0; j < L; ++j) y[k * L + j] += w[k * D + d] * column[(first + d) * L + j];
  }
}
