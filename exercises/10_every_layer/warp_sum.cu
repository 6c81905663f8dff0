// The sums of the rows of a matrix, a warp for each row, without shared memory and without a barrier.
//
//   sums[i] = sum over j of x[i, j]    for i < rows, j < columns
//
// A block has four warps, so row i belongs to warp i % 4 of block i / 4. Lane l first sums the columns l, l + 32,
// l + 64 and so on: the warp reads 32 numbers side by side. Then the 32 sums of the lanes become one:
//
//   __shfl_down_sync(0xffffffff, value, offset)    is `value` of the lane that is `offset` further on
//
// Lanes are in registers of each other: with offsets 16, 8, 4, 2, 1 lane 0 ends up with the sum of all. The mask names
// the lanes that take part, a bit each, and every one of them has to come: a lane that has left, or is in the other
// branch of an if, is waited for.
#include "exercise_cuda.h"

__global__ void warp_sum_kernel(float* sums,     // (rows)
                                const float* x,  // (rows, columns)
                                int rows, int columns) {
  const int lane = threadIdx.x % 32;
  const int i = blockIdx.x * 4 + threadIdx.x / 32;
  if (i >= rows) return;  // the same for all lanes of a warp
  // TODO(you): this lane's sum, then five shuffles, and one lane writes (about 4 lines)
  todo("sum this lane's columns of row i, add the lanes' sums by __shfl_down_sync, and let lane 0 write sums[i]");
}

void warp_sum(float* sums, const float* x, int rows, int columns) {
  warp_sum_kernel<<<(rows + 3) / 4, 128>>>(sums, x, rows, columns);
}
