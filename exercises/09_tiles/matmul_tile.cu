// The product of two matrices, by tiles of 16 x 16 in shared memory.
//
//   c[i, j] = sum over k of a[i, k] * b[k, j]    for i < M, j < N, k < K
//
// A block of 16 x 16 threads computes a tile of c, an element a thread: its row comes from y, its column from x. It
// goes along the sum in steps of 16: fetches 16 columns of its rows of a and 16 rows of its columns of b, one element
// of each a thread, and then every thread multiplies a row of As with a column of Bs. So each element is fetched once
// for 16 threads.
//
// At the edges As and Bs hold zeros where the matrices have nothing: they add nothing to the sum. But no thread may
// leave early, not even one that has no element of c: the others need what it fetches, and every barrier waits for all.
#include "exercise_cuda.h"

__global__ void matmul_kernel(float* c,        // (M, N)
                              const float* a,  // (M, K)
                              const float* b,  // (K, N)
                              int M, int N, int K) {
  __shared__ float As[16][16];
  __shared__ float Bs[16][16];
  const int ty = threadIdx.y;
  const int tx = threadIdx.x;
  const int i = blockIdx.y * 16 + ty;
  const int j = blockIdx.x * 16 + tx;
  // TODO(you): the loop over the panels, and the element of c at the end (about 9 lines)
  todo("for each panel: fetch one element of a and of b, wait, multiply, and wait again before the next one");
}

void matmul_tile(float* c, const float* a, const float* b, int M, int N, int K) {
  const dim3 grid((N + 15) / 16, (M + 15) / 16);
  matmul_kernel<<<grid, dim3(16, 16)>>>(c, a, b, M, N, K);
}
