// The tile of a product that one block computes, and the share of a thread in it: 256 threads, 128 x 128 elements,
// 8 x 8 each. It passes through A and B in panels, kDepth deep, which lie in shared memory k by k.
//
// Where the panels' elements come from is a loader's business, so that a convolution can be computed in the same way:
//   static constexpr bool kAlongK                     // its memory runs along k, or else along the lines
//   void load(T (&four)[4], int line, int k) const    // four neighbours that way; zeros beyond the end
// A line is a row of A or a column of B.
//
// Chapter 09: chapters/09_tiles/README.md.
#pragma once

#include "cuda/packs.h"
#include "ops/gemm/cuda_operands.h"

namespace seven::gemm::SEVEN_TARGET {

constexpr int kTile = 128;
constexpr int kDepth = 8;
constexpr int kThreads = 256;
constexpr int kHalf = kTile / 2;
constexpr int kPitch = kTile + 4;  // rows of a panel start 4 banks apart: storing along k has no conflicts

// Blocks at a time on a multiprocessor: while one waits at a barrier, another computes. So a thread may have 128 of the
// 65,536 registers; of doubles, its 8 x 8 sums alone take as many.
template <class T>
constexpr int kResident = sizeof(T) == 4 ? 2 : 1;

// Four elements at an address that is a multiple of 16.
template <class T>
__device__ void copy_four(T* to, const T* from) {
  constexpr int kPacks = 4 / Pack<T>::kSize;
#pragma unroll
  for (int i = 0; i < kPacks; ++i) reinterpret_cast<Pack<T>*>(to)[i] = reinterpret_cast<const Pack<T>*>(from)[i];
}

// A dense operand of `lines` lines, each `depth` long.
template <class T, bool AlongK>
struct Dense {
  static constexpr bool kAlongK = AlongK;
  const T* data;
  int lines, depth;
  bool aligned;  // four neighbours can be read at once

  __device__ void load(T (&four)[4], int line, int k) const {
    const int first = AlongK ? k : line;
    const int length = AlongK ? depth : lines;
    const bool inside = AlongK ? line < lines : k < depth;
    const T* at = data + (AlongK ? line * depth : k * lines) + first;
    if (inside && aligned && first + 4 <= length) return copy_four(four, at);
#pragma unroll
    for (int e = 0; e < 4; ++e) four[e] = inside && first + e < length ? at[e] : T(0);
  }
};

template <class T, bool AlongK>
Dense<T, AlongK> dense(const T* data, Index lines, Index depth) {
  narrow(lines * depth);
  const bool aligned = (AlongK ? depth : lines) % 4 == 0 && packs_in<T>(4, {data}) > 0;
  return {data, narrow(lines), narrow(depth), aligned};
}

// Calls f with the loaders of A and B: one of the four cases of transposed operands.
template <class T, class F>
void with_operands(const T* a, const T* b, const Params& p, F f) {
  const auto with_b = [&](const auto& load_a) {
    if (p.transpose_b) {
      f(load_a, dense<T, true>(b, p.N, p.K));
    } else {
      f(load_a, dense<T, false>(b, p.N, p.K));
    }
  };
  if (p.transpose_a) {
    with_b(dense<T, false>(a, p.M, p.K));
  } else {
    with_b(dense<T, true>(a, p.M, p.K));
  }
}

//! [four]
// Of each panel, this thread brings four elements.
template <class T>
struct Four {
  T at[4];

  static __device__ int line(bool along_k) { return along_k ? threadIdx.x / 2 : threadIdx.x % 32 * 4; }
  static __device__ int depth(bool along_k) { return along_k ? threadIdx.x % 2 * 4 : threadIdx.x / 32; }

  template <class Loader>
  __device__ void fetch(const Loader& loader, int first_line, int first_k) {
    loader.load(at, first_line + line(Loader::kAlongK), first_k + depth(Loader::kAlongK));
  }
  template <bool AlongK>
  __device__ void put(T (*panel)[kPitch]) const {
    const int l = line(AlongK);
    const int k = depth(AlongK);
    if constexpr (AlongK) {
#pragma unroll
      for (int e = 0; e < 4; ++e) panel[k + e][l] = at[e];
    } else {
      copy_four(&panel[k][l], at);
    }
  }
};
//! [four]

// A thread's 8 x 8 elements: four rows in the upper half of the tile and four in the lower, columns likewise, so that
// the lanes of a warp read neighbouring packs.
//! [multiply]
template <class T>
struct Sums {
  T at[8][8] = {};

  static __device__ int row(int y) { return threadIdx.x / 16 * 4 + y % 4 + y / 4 * kHalf; }
  static __device__ int column(int x) { return threadIdx.x % 16 * 4 + x % 4 + x / 4 * kHalf; }

  __device__ void multiply(const T (*a)[kPitch], const T (*b)[kPitch]) {
#pragma unroll
    for (int k = 0; k < kDepth; ++k) {
      __align__(16) T down[8];
      __align__(16) T across[8];
      copy_four(down, &a[k][row(0)]);
      copy_four(down + 4, &a[k][row(4)]);
      copy_four(across, &b[k][column(0)]);
      copy_four(across + 4, &b[k][column(4)]);
#pragma unroll
      for (int y = 0; y < 8; ++y) {
#pragma unroll
        for (int x = 0; x < 8; ++x) at[y][x] += down[y] * across[x];
      }
    }
  }

  // Calls store(i, j, sum) for each element within M x N.
  template <class Store>
  __device__ void store(const Store& result, int i0, int j0, int M, int N) const {
#pragma unroll
    for (int y = 0; y < 8; ++y) {
#pragma unroll
      for (int x = 0; x < 8; ++x) {
        const int i = i0 + row(y);
        const int j = j0 + column(x);
        if (i < M && j < N) result.store(i, j, at[y][x]);
      }
    }
  }
};
//! [multiply]

}  // namespace seven::gemm::SEVEN_TARGET
