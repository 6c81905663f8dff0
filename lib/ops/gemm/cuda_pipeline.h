// The pass of a block through its panels with two of each in shared memory: while one pair is multiplied, the next is
// on its way from memory. And the sum over slices, for products that are long and have few tiles.
// Chapter 09: chapters/09_tiles/README.md.
#pragma once

#include "ops/gemm/cuda_tile.h"

namespace seven::gemm::SEVEN_TARGET {

// sums += A B, over k from `begin` to `end`. `end` need be no multiple of kDepth: loaders give zeros beyond their own
// depth, and a slice that ends before it begins and ends at multiples.
//! [pipeline]
template <class T, class A, class B>
__device__ void multiply_panels(Sums<T>& sums, const A& a, const B& b, int i0, int j0, int begin, int end) {
  __shared__ __align__(16) T As[2][kDepth][kPitch];
  __shared__ __align__(16) T Bs[2][kDepth][kPitch];
  __align__(16) Four<T> from_a;
  __align__(16) Four<T> from_b;
  if (begin < end) {
    from_a.fetch(a, i0, begin);
    from_b.fetch(b, j0, begin);
  }
  for (int k0 = begin, now = 0; k0 < end; k0 += kDepth, now ^= 1) {
    from_a.template put<A::kAlongK>(As[now]);
    from_b.template put<B::kAlongK>(Bs[now]);
    // One barrier a step is enough: nobody puts into a panel again before all have passed the next barrier, and by then
    // they are done with it.
    __syncthreads();
    if (k0 + kDepth < end) {
      from_a.fetch(a, i0, k0 + kDepth);
      from_b.fetch(b, j0, k0 + kDepth);
    }
    sums.multiply(As[now], Bs[now]);
  }
}
//! [pipeline]

//! [slices]
// Slices: a product of few tiles leaves most of a GPU idle, so the sum over k is cut, and the parts are added in their
// order afterwards. By the problem alone, so that every GPU gives the same bits.
struct Slices {
  int count;
  int depth;  // of each but the last; a multiple of a panel's
};

inline Slices slices_of(Index M, Index N, Index K, Index panel) {
  constexpr Index kBlocks = 256;  // to have something for each multiprocessor
  constexpr Index kLeast = 256;   // shorter parts are not worth their sum
  const Index tiles = ((M + kTile - 1) / kTile) * ((N + kTile - 1) / kTile);
  const Index wanted = std::max<Index>(1, std::min(kBlocks / std::max<Index>(tiles, 1), K / kLeast));
  const Index depth = (K + wanted * panel - 1) / (wanted * panel) * panel;
  return {narrow(std::max<Index>(1, depth == 0 ? 1 : (K + depth - 1) / depth)), narrow(depth)};
}
//! [slices]

// Elements of workspace for the parts.
inline Index slices_workspace(Index M, Index N, Index K, Index panel) {
  const Slices slices = slices_of(M, N, K, panel);
  return slices.count == 1 ? 0 : slices.count * M * N;
}

// Part s of the sums, (slices, M, N).
template <class T>
struct Part {
  T* parts;
  int M, N;

  __device__ void store(int i, int j, T sum) const { parts[(std::size_t{blockIdx.z} * M + i) * N + j] = sum; }
};

//! [add_parts]
// store(i, j, the sum of the parts) for each element.
// Budget: 256 threads, 100 %.
template <class T, class Store>
__global__ void add_parts(Store result, const T* parts, int slices, int M, int N) {
  const int j = blockIdx.x * blockDim.x + threadIdx.x;
  const int i = blockIdx.y;
  if (j >= N) return;
  T sum = 0;
  for (int s = 0; s < slices; ++s) sum += parts[(std::size_t(s) * M + i) * N + j];
  result.store(i, j, sum);
}
//! [add_parts]

// How a block computes its tile is an engine's business:
//   using Element = float                   // of the sums
//   static constexpr int kPanel             // how deep its panels are
//   static constexpr int kResident          // blocks that are to fit on a multiprocessor: a limit of registers
//   static __device__ void product(result, a, b, i0, j0, begin, end, size)
// This one is the tile of cuda_tile.h.
template <class T>
struct Tiles {
  using Element = T;
  static constexpr int kPanel = kDepth;
  static constexpr int kResident = SEVEN_TARGET::kResident<T>;

  template <class A, class B, class Store>
  static __device__ void product(const Store& result, const A& a, const B& b, int i0, int j0, int begin, int end,
                                 const Sizes& size) {
    Sums<T> sums;
    multiply_panels<T>(sums, a, b, i0, j0, begin, end);
    sums.store(result, i0, j0, size.M, size.N);
  }
};

// Budget: 256 threads, 2 blocks; TensorCores: 1 block; double: 1 block.
template <class Engine, class A, class B, class Store>
__global__ void __launch_bounds__(kThreads, Engine::kResident)
    sliced_product(Store result, A a, B b, Sizes size, int depth) {
  const int begin = blockIdx.z * depth;
  Engine::product(result, a, b, blockIdx.y * kTile, blockIdx.x * kTile, begin, min(begin + depth, size.K), size);
}

// result.store(i, j, sum) for each element of the product, by way of the workspace (see slices_workspace) if it is cut.
template <class Engine, class A, class B, class Store>
void launch_product(const Store& result, const A& a, const B& b, const Sizes& size,
                    typename Engine::Element* workspace) {
  using T = typename Engine::Element;
  const Slices slices = slices_of(size.M, size.N, size.K, Engine::kPanel);
  const dim3 grid(blocks_for(size.N, kTile), blocks_for(size.M, kTile), slices.count);
  if (slices.count == 1) {
    launch(sliced_product<Engine, A, B, Store>, {grid, kThreads}, result, a, b, size, size.K);
    return;
  }
  launch(sliced_product<Engine, A, B, Part<T>>, {grid, kThreads}, Part<T>{workspace, size.M, size.N}, a, b, size,
         slices.depth);
  launch(add_parts<T, Store>, {dim3(blocks_for(size.N, kThreads), size.M), kThreads}, result, workspace, slices.count,
         size.M, size.N);
}

}  // namespace seven::gemm::SEVEN_TARGET
