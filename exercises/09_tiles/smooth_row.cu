// The mean of seven neighbours, with the neighbours fetched once for the whole block.
//
//   y[i] = (x[i - 3] + x[i - 2] + ... + x[i + 3]) / 7    for i < n; what lies outside of x counts as 0
//
// Every x[i] is needed by seven threads. So the block of 256 threads first fetches together what it needs, into shared
// memory: its own 256 elements, and the three to the left and to the right of them (the halo). near[t] is the element
// number blockIdx.x * 256 + t - 3, for t from 0 to 261; zeros where x has none. Thread t brings near[t], and the first
// six threads bring one more.
//
// Then each thread adds up seven numbers of near. Threads run in no order: before anybody reads what others have
// brought, all have to have brought it. __syncthreads() waits for that, and all threads of the block must come to it.
#include "exercise_cuda.h"

__global__ void smooth_kernel(float* y,        // (n)
                              const float* x,  // (n)
                              int n) {
  __shared__ float near[256 + 6];
  const int begin = blockIdx.x * 256 - 3;  // the element that near[0] is
  // TODO(you): fill near, wait for all, and add up (about 7 lines)
  todo("fill near with the block's elements and their neighbours, wait, and write the mean of seven");
}

void smooth_row(float* y, const float* x, int n) { smooth_kernel<<<(n + 255) / 256, 256>>>(y, x, n); }
