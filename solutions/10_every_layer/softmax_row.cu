// Softmax: the scores of a picture become probabilities. A warp for each row.
//
//   y[i, j] = exp(x[i, j] - m) / sum over c of exp(x[i, c] - m)    with m the largest x[i, c] of row i
//
// exp(89) is too large for a float already; less the largest score, no power is above 1 and the quotient is the same.
//
// Two numbers are made of a whole row, the largest score and the sum, and every lane needs both of them:
//
//   __shfl_xor_sync(0xffffffff, value, offset)    is `value` of the lane whose number differs in the bit `offset`
//
// With offsets 16, 8, 4, 2, 1 and the operation of your choice, all lanes end up with the same result. The columns of
// lane l are l, l + 32, l + 64 and so on; a lane may have none. fmaxf(a, b) is the larger of two floats.
#include "exercise_cuda.h"

__global__ void softmax_row_kernel(float* y,        // (rows, classes)
                                   const float* x,  // (rows, classes)
                                   int rows, int classes) {
  const int lane = threadIdx.x % 32;
  const int i = blockIdx.x * 4 + threadIdx.x / 32;
  if (i >= rows) return;  // the same for all lanes of a warp
  const float* row = x + i * classes;
  float largest = -INFINITY;
  for (int j = lane; j < classes; j += 32) largest = fmaxf(largest, row[j]);
  for (int offset = 16; offset > 0; offset /= 2) largest = fmaxf(largest, __shfl_xor_sync(0xffffffff, largest, offset));

  float sum = 0.0f;
  for (int j = lane; j < classes; j += 32) sum += expf(row[j] - largest);
  for (int offset = 16; offset > 0; offset /= 2) sum += __shfl_xor_sync(0xffffffff, sum, offset);

  for (int j = lane; j < classes; j += 32) y[i * classes + j] = expf(row[j] - largest) / sum;
}

void softmax_row(float* y, const float* x, int rows, int classes) {
  softmax_row_kernel<<<(rows + 3) / 4, 128>>>(y, x, rows, classes);
}
