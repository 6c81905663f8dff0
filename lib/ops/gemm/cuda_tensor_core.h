// An engine for the products of cuda_pipeline.h on tensor cores. A block's tile is the same, 128 x 128 by 256 threads,
// and it passes through the same kind of panels; but a warp multiplies, 64 x 32 elements in fragments of 16 x 16.
//
// Elements are rounded to the format once, on their way into shared memory, and lie there as they lay in memory: along
// k or along the lines.
#pragma once

#include "cuda/tensor_core.h"
#include "ops/gemm/cuda_pipeline.h"

namespace seven::gemm::SEVEN_TARGET {

using tensor_core::Side;
using tensor_core::SEVEN_TARGET::Accumulator;
using tensor_core::SEVEN_TARGET::multiply;
using tensor_core::SEVEN_TARGET::Operand;

constexpr int kFragment = 16;
constexpr int kWarpRows = 4;     // fragments of a warp, down
constexpr int kWarpColumns = 2;  // and across

// Panels of one operand are 64 bytes deep: two steps of the tensor cores.
template <class Format, bool AlongK>
struct Panel {
  using Stored = typename Format::Stored;
  static constexpr int kDeep = 64 / sizeof(Stored);
  // With these, the lanes that load a fragment find its lines, or its k, in different banks.
  static constexpr int kPitch = AlongK ? kDeep + 16 / sizeof(Stored) : kTile + 8;

  Stored at[AlongK ? kTile : kDeep][kPitch];

  __device__ const Stored* fragment(int line, int k) const { return AlongK ? &at[line][k] : &at[k][line]; }
};

// What a thread brings of a panel: fours of neighbours.
template <class Format, bool AlongK>
struct Fours {
  using Stored = typename Format::Stored;
  struct __align__(4 * sizeof(Stored)) Rounded {
    Stored at[4];
  };
  static constexpr int kDeep = Panel<Format, AlongK>::kDeep;
  static constexpr int kAcross = AlongK ? kDeep / 4 : kTile / 4;  // threads for one row of the panel
  static constexpr int kRows = kThreads / kAcross;
  static constexpr int kCount = kTile * kDeep / (4 * kThreads);

  __align__(16) float at[kCount][4];

  // Along k, threads side by side store to rows 4 apart: with the panel's pitch these share no bank, neighbours would.
  static __device__ int row(int f) {
    const int r = threadIdx.x / kAcross;
    return f * kRows + (AlongK ? r / 8 * 8 + r % 2 * 4 + r % 8 / 2 : r);
  }
  static __device__ int first() { return threadIdx.x % kAcross * 4; }

  template <class Loader>
  __device__ void fetch(const Loader& loader, int line, int k) {
#pragma unroll
    for (int f = 0; f < kCount; ++f)
      loader.load(at[f], line + (AlongK ? row(f) : first()), k + (AlongK ? first() : row(f)));
  }
  __device__ void put(Panel<Format, AlongK>& panel) const {
#pragma unroll
    for (int f = 0; f < kCount; ++f) {
      Rounded four;
#pragma unroll
      for (int e = 0; e < 4; ++e) four.at[e] = Format::rounded(at[f][e]);
      *reinterpret_cast<Rounded*>(&panel.at[row(f)][first()]) = four;
    }
  }
};

// Each warp's part of the tile: 2 x 4 warps.
struct WarpPlace {
  static __device__ int row() { return threadIdx.x / 32 / 4 * kWarpRows * kFragment; }
  static __device__ int column() { return threadIdx.x / 32 % 4 * kWarpColumns * kFragment; }
};

//! [multiply]
// sums += A B for one pair of panels.
template <class Format, bool AAlongK, bool BAlongK>
__device__ void multiply(Accumulator<Format> (&sums)[kWarpRows][kWarpColumns], const Panel<Format, AAlongK>& as,
                         const Panel<Format, BAlongK>& bs) {
#pragma unroll
  for (int k = 0; k < Panel<Format, AAlongK>::kDeep; k += Format::kDepth) {
    Operand<Format, Side::a, AAlongK> a[kWarpRows];
    Operand<Format, Side::b, BAlongK> b[kWarpColumns];
#pragma unroll
    for (int y = 0; y < kWarpRows; ++y) a[y].load(as.fragment(WarpPlace::row() + y * kFragment, k), as.kPitch);
#pragma unroll
    for (int x = 0; x < kWarpColumns; ++x) b[x].load(bs.fragment(WarpPlace::column() + x * kFragment, k), bs.kPitch);
    multiply(sums, a, b);
  }
}
//! [multiply]

template <class Format>
struct TensorCores {
  using Element = float;
  static constexpr int kPanel = Panel<Format, true>::kDeep;
  static constexpr int kResident = 1;  // bf16 would spill with two

  //! [product]
  template <class A, class B, class Store>
  static __device__ void product(const Store& result, const A& a, const B& b, int i0, int j0, int begin, int end,
                                 const Sizes& size) {
    __shared__ __align__(32) Panel<Format, A::kAlongK> As[2];
    __shared__ __align__(32) Panel<Format, B::kAlongK> Bs[2];
    Fours<Format, A::kAlongK> from_a;
    Fours<Format, B::kAlongK> from_b;
    Accumulator<Format> sums[kWarpRows][kWarpColumns];
    // At the matrix's end, whole warps have nothing to do but to bring their part of the panels.
    const bool at_work = i0 + WarpPlace::row() < size.M && j0 + WarpPlace::column() < size.N;
    if (begin < end) {
      from_a.fetch(a, i0, begin);
      from_b.fetch(b, j0, begin);
    }
    for (int k0 = begin, now = 0; k0 < end; k0 += kPanel, now ^= 1) {
      from_a.put(As[now]);
      from_b.put(Bs[now]);
      // One barrier a step, as in cuda_pipeline.h.
      __syncthreads();
      if (k0 + kPanel < end) {
        from_a.fetch(a, i0, k0 + kPanel);
        from_b.fetch(b, j0, k0 + kPanel);
      }
      if (at_work) multiply(sums, As[now], Bs[now]);
    }
    if (at_work) store(result, sums, i0 + WarpPlace::row(), j0 + WarpPlace::column(), size);
  }
  //! [product]

  // Which lane holds which sum is the device's secret, so the sums go through shared memory, a fragment at a time.
  template <class Store>
  static __device__ void store(const Store& result, const Accumulator<Format> (&sums)[kWarpRows][kWarpColumns], int i0,
                               int j0, const Sizes& size) {
    __shared__ __align__(32) float patches[kThreads / 32][kFragment][kFragment];
    float(*patch)[kFragment] = patches[threadIdx.x / 32];
    const int lane = threadIdx.x % 32;
#pragma unroll
    for (int y = 0; y < kWarpRows; ++y) {
#pragma unroll
      for (int x = 0; x < kWarpColumns; ++x) {
        const int first_i = i0 + y * kFragment;
        const int j = j0 + x * kFragment + lane % kFragment;
        if (first_i >= size.M || j0 + x * kFragment >= size.N) continue;
        sums[y][x].store(patch[0], kFragment);
        __syncwarp();
        for (int r = lane / kFragment; r < kFragment; r += 2) {
          if (first_i + r < size.M && j < size.N) result.store(first_i + r, j, patch[r][lane % kFragment]);
        }
        __syncwarp();
      }
    }
  }
};

}  // namespace seven::gemm::SEVEN_TARGET
