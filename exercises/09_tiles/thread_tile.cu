// The same product with four sums a thread: a tile of 32 x 32, of which each of 16 x 16 threads has a share of 2 x 2.
//
//   c[i, j] = sum over k of a[i, k] * b[k, j]    for i < M, j < N, k < K
//
// In matmul_tile each multiply-add reads two numbers from shared memory. With 2 x 2 sums, a thread reads two numbers of
// As and two of Bs, and multiplies each with each: four multiply-adds for four reads. Keep what was read in local
// variables: they lie in registers, and cost nothing when they are used again. The check counts the reads.
//
// The thread's rows of the tile are ty and ty + 16, its columns tx and tx + 16. (Rows 2 * ty and 2 * ty + 1 would do as
// well; but columns 2 * tx and 2 * tx + 1 would let a warp read every second bank only.) Filling the panels is written:
// As holds a[i0 + r, p + k] at As[r][k], Bs holds b[p + k, j0 + s] at Bs[k][s], zeros beyond the edges.
#include "exercise_cuda.h"

__global__ void thread_tile_kernel(float* c,        // (M, N)
                                   const float* a,  // (M, K)
                                   const float* b,  // (K, N)
                                   int M, int N, int K) {
  __shared__ float As[32][16];
  __shared__ float Bs[16][32];
  const int ty = threadIdx.y;
  const int tx = threadIdx.x;
  const int i0 = blockIdx.y * 32;
  const int j0 = blockIdx.x * 32;
  float sum[2][2] = {};
  for (int p = 0; p < K; p += 16) {
    for (int r = ty; r < 32; r += 16) As[r][tx] = i0 + r < M && p + tx < K ? a[(i0 + r) * K + p + tx] : 0.0f;
    for (int s = tx; s < 32; s += 16) Bs[ty][s] = p + ty < K && j0 + s < N ? b[(p + ty) * N + j0 + s] : 0.0f;
    __syncthreads();
    // TODO(you): for each k, read two numbers of As and two of Bs, and add four products (about 8 lines)
    todo("for each k of the panel: two numbers of each panel into local variables, and four products");
    __syncthreads();
  }
  // TODO(you): the four sums to c, those that c has (about 5 lines)
}

void thread_tile(float* c, const float* a, const float* b, int M, int N, int K) {
  const dim3 grid((N + 31) / 32, (M + 31) / 32);
  thread_tile_kernel<<<grid, dim3(16, 16)>>>(c, a, b, M, N, K);
}
