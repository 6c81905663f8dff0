// The kernels of chapter 08: three right ones, and two with a mistake that everybody makes once.
#include "kernels.h"

#include "cuda/kernel.h"

namespace seven::chapters::SEVEN_TARGET {

namespace {

//! [who]
__global__ void who(Index* block, Index* thread, int size) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= size) return;
  block[i] = blockIdx.x;
  thread[i] = threadIdx.x;
}
//! [who]

//! [twice]
__global__ void twice(float* y, const float* x, int size) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < size) y[i] = 2 * x[i];
}
//! [twice]

//! [strided]
__global__ void strided_copy(float* y, const float* x, int stride) {
  const int lane = threadIdx.x;
  y[lane] = x[lane * stride];
}
//! [strided]

//! [mistakes]
// The last block has more threads than there are elements left.
__global__ void twice_without_guard(float* y, const float* x) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  y[i] = 2 * x[i];
}

// Reads the total, adds, writes it back: as every block does, at any time.
__global__ void sum_in_one_word(float* total, const float* x) {
  if (threadIdx.x == 0) total[0] += x[blockIdx.x];
}
//! [mistakes]

FirstKernels table() {
  FirstKernels k;
  k.who = [](Index* block, Index* thread, int size, int blocks, int threads) {
    launch(who, {dim3(blocks), dim3(threads)}, block, thread, size);
  };
  k.twice = [](float* y, const float* x, int size, int blocks, int threads) {
    launch(twice, {dim3(blocks), dim3(threads)}, y, x, size);
  };
  k.strided_copy = [](float* y, const float* x, int stride) {
    launch(strided_copy, {dim3(1), dim3(32)}, y, x, stride);
  };
  k.twice_without_guard = [](float* y, const float* x, int blocks, int threads) {
    launch(twice_without_guard, {dim3(blocks), dim3(threads)}, y, x);
  };
  k.sum_in_one_word = [](float* total, const float* x, int blocks) {
    launch(sum_in_one_word, {dim3(blocks), dim3(32)}, total, x);
  };
  return k;
}

}  // namespace

extern const FirstKernels first_kernels;
const FirstKernels first_kernels = table();

}  // namespace seven::chapters::SEVEN_TARGET
