// Each column of a matrix times a number of its own: a grid in two dimensions.
//
//   y[i, j] = x[i, j] * s[j]    for i < rows, j < columns
//
// The matrices lie row by row: element (i, j) is at i * columns + j. The blocks have 32 x 8 threads, and the grid has
// blocks enough for all columns along x and for all rows along y. Both may be too many: both need a guard.
//
// The threads of a warp have the same threadIdx.y, and threadIdx.x from 0 to 31. So it matters which of the two counts
// the columns: neighbours in threadIdx.x should be neighbours in memory. The check counts the sectors that are moved.
#include "exercise_cuda.h"

__global__ void scale_kernel(float* y,        // (rows, columns)
                             const float* x,  // (rows, columns)
                             const float* s,  // (columns)
                             int rows, int columns) {
  // TODO(you): row and column of this thread, the guard, the product (about 4 lines)
  todo("take one element of the matrix for each thread, neighbours in memory for neighbours in threadIdx.x");
}

void scale_columns(float* y, const float* x, const float* s, int rows, int columns) {
  const dim3 block(32, 8);
  const dim3 grid((columns + 31) / 32, (rows + 7) / 8);
  scale_kernel<<<grid, block>>>(y, x, s, rows, columns);
}
