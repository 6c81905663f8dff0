// The transpose of a matrix, through a tile in shared memory.
//
//   y[j, i] = x[i, j]    for i < rows, j < columns
//
// Read along the rows of x, and the writes go down a column of y, a sector for each lane; write along the rows of y,
// and the reads do. A tile helps: the block reads 32 x 32 elements of x row by row, keeps them in shared memory, and
// writes them to y row by row. Only shared memory is then used crosswise.
//
// The block has 32 x 8 threads, so each thread does 4 rows of the tile: threadIdx.y, threadIdx.y + 8, + 16 and + 24.
// The grid has a block for each tile: blockIdx.x counts the tiles along the columns of x, blockIdx.y along its rows.
//
// Shared memory has 32 banks, one word wide each: word w is in bank w % 32. A warp that reads 32 words of the same bank
// waits 32 times. The tile below has rows of 32 words: what does a warp do that goes down one of its columns? Make its
// rows a word longer, and the column lies in 32 different banks. The check counts that too.
#include "exercise_cuda.h"

__global__ void transpose_kernel(float* y,        // (columns, rows)
                                 const float* x,  // (rows, columns)
                                 int rows, int columns) {
  __shared__ float tile[32][32];
  // TODO(you): fill the tile, wait for all, and write it out (about 10 lines)
  todo("read the tile row by row from x, wait, and write it row by row to y");
}

void transpose(float* y, const float* x, int rows, int columns) {
  const dim3 grid((columns + 31) / 32, (rows + 31) / 32);
  transpose_kernel<<<grid, dim3(32, 8)>>>(y, x, rows, columns);
}
