// A warp as the team of a row.
// Chapter 10: chapters/10_every_layer/README.md.
#pragma once

#include "cuda/kernel.h"
#include "ops/kernels.h"

namespace seven::softmax::SEVEN_TARGET {

//! [warp]
struct Warp {
  static constexpr int kSize = 32;
  static constexpr int kRows = 4;  // in a block: small, so that a batch of 128 keeps 32 multiprocessors busy

  static dim3 blocks(Index N) { return blocks_for(N, kRows); }
  static dim3 threads() { return dim3(kSize, kRows); }
  static __device__ int row() { return blockIdx.x * kRows + threadIdx.y; }
  static __device__ int rank() { return threadIdx.x; }

  // In five steps each lane learns the numbers of 2, 4, 8, 16 and all 32 lanes; nothing passes through memory. Two
  // lanes that exchange join the same two numbers, so that all end with the same bits.
  template <class F, class T>
  static __device__ T join(T value) {
    for (int distance = 16; distance > 0; distance /= 2) {
      value = F::of(value, __shfl_xor_sync(0xffffffffU, value, distance));
    }
    return value;
  }
};
//! [warp]

}  // namespace seven::softmax::SEVEN_TARGET
