// The sum of 256 numbers by the 256 threads of a block: a tree in shared memory.
//
//   sums[b] = the sum of x[i] over the block's share: 256 * b <= i < 256 * (b + 1) and i < n
//
// Each thread puts its number into shared memory, or a zero if it has none. Then the first 128 threads each add one of
// the last 128 numbers to their own; the first 64 do the same with what is left; and so on, until part[0] is the sum.
// One thread writes it.
//
// A thread adds what another one has written: who waits for whom, and where? And the threads that add should be
// neighbours: a warp without work asks for nothing, a warp with a single thread at work asks like a full one. The check
// counts the requests to shared memory.
#include "exercise_cuda.h"

__global__ void block_sum_kernel(float* sums,     // (blocks)
                                 const float* x,  // (n)
                                 int n) {
  __shared__ float part[256];
  const int t = threadIdx.x;
  // TODO(you): fill part, then add at distance 128, 64, and so on to 1, and write the sum (about 7 lines)
  todo("fill part[t], add part[t + 128] and so on down to part[t + 1], wait where it is needed, write part[0]");
}

void block_sum(float* sums, const float* x, int n) { block_sum_kernel<<<(n + 255) / 256, 256>>>(sums, x, n); }
