// The kernels of chapter 10: five ways to sum the numbers of a block.
#include "kernels.h"

#include "cuda/kernel.h"

namespace seven::chapters::SEVEN_TARGET {

namespace {

//! [atomic]
__global__ void atomic_sum(float* y, const float* x) {
  const int i = blockIdx.x * kBlock + threadIdx.x;
  atomicAdd(y, x[i]);
}
//! [atomic]

//! [interleaved]
__global__ void interleaved_sum(float* y, const float* x) {
  __shared__ float part[kBlock];
  const int t = threadIdx.x;
  part[t] = x[blockIdx.x * kBlock + t];
  __syncthreads();
  for (int distance = 1; distance < kBlock; distance *= 2) {
    if (t % (2 * distance) == 0) part[t] += part[t + distance];
    __syncthreads();
  }
  if (t == 0) y[blockIdx.x] = part[0];
}
//! [interleaved]

//! [strided]
__global__ void strided_sum(float* y, const float* x) {
  __shared__ float part[kBlock];
  const int t = threadIdx.x;
  part[t] = x[blockIdx.x * kBlock + t];
  __syncthreads();
  for (int distance = 1; distance < kBlock; distance *= 2) {
    const int i = 2 * distance * t;
    if (i < kBlock) part[i] += part[i + distance];
    __syncthreads();
  }
  if (t == 0) y[blockIdx.x] = part[0];
}
//! [strided]

//! [sequential]
__global__ void sequential_sum(float* y, const float* x) {
  __shared__ float part[kBlock];
  const int t = threadIdx.x;
  part[t] = x[blockIdx.x * kBlock + t];
  __syncthreads();
  for (int distance = kBlock / 2; distance > 0; distance /= 2) {
    if (t < distance) part[t] += part[t + distance];
    __syncthreads();
  }
  if (t == 0) y[blockIdx.x] = part[0];
}
//! [sequential]

//! [shuffled]
__device__ float warp_sum(float value) {
  for (int distance = 16; distance > 0; distance /= 2) {
    value += __shfl_xor_sync(0xffffffffU, value, distance);
  }
  return value;
}

__global__ void shuffled_sum(float* y, const float* x) {
  __shared__ float of_warp[kBlock / 32];
  const int t = threadIdx.x;
  const float value = warp_sum(x[blockIdx.x * kBlock + t]);
  if (t % 32 == 0) of_warp[t / 32] = value;
  __syncthreads();
  if (t >= 32) return;
  const float sum = warp_sum(t < kBlock / 32 ? of_warp[t] : 0.0F);
  if (t == 0) y[blockIdx.x] = sum;
}
//! [shuffled]

Reductions table() {
  Reductions r;
  r.atomic = [](float* y, const float* x, int blocks) { launch(atomic_sum, {dim3(blocks), dim3(kBlock)}, y, x); };
  r.interleaved = [](float* y, const float* x, int blocks) {
    launch(interleaved_sum, {dim3(blocks), dim3(kBlock)}, y, x);
  };
  r.strided = [](float* y, const float* x, int blocks) { launch(strided_sum, {dim3(blocks), dim3(kBlock)}, y, x); };
  r.sequential = [](float* y, const float* x, int blocks) {
    launch(sequential_sum, {dim3(blocks), dim3(kBlock)}, y, x);
  };
  r.shuffled = [](float* y, const float* x, int blocks) { launch(shuffled_sum, {dim3(blocks), dim3(kBlock)}, y, x); };
  return r;
}

}  // namespace

extern const Reductions reductions;
const Reductions reductions = table();

}  // namespace seven::chapters::SEVEN_TARGET
