// cuda/tensor_core.h on a GPU: nvcuda::wmma. Code for older GPUs compiles too, since one program may be built for
// several; a kernel that gets there stops.
#pragma once

#include <cuda_bf16.h>
#include <mma.h>

#include "core/error.h"
#include "cuda/tensor_core.h"

#if !defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 800
#define SEVEN_TENSOR_CORES 1
#else
#define SEVEN_TENSOR_CORES 0
#endif

namespace seven::tensor_core::SEVEN_TARGET {
inline namespace gpu {  // a name of its own beside the SIMT device's, for the pages

namespace wmma = nvcuda::wmma;

struct Tf32 {
  using Stored = float;
  static constexpr int kDepth = 8;
  static constexpr double kRoundoff = kTf32Roundoff;
#if SEVEN_TENSOR_CORES
  using Precision = wmma::precision::tf32;
  static __device__ Stored rounded(float value) { return wmma::__float_to_tf32(value); }  // ties away from zero
#else
  static __device__ Stored rounded(float value) { return value; }
#endif
};

struct Bf16 {
  using Stored = __nv_bfloat16;
  static constexpr int kDepth = 16;
  static constexpr double kRoundoff = kBf16Roundoff;
  using Precision = __nv_bfloat16;
  static __device__ Stored rounded(float value) { return __float2bfloat16_rn(value); }  // ties to even
};

#if SEVEN_TENSOR_CORES

template <class Format, Side side, bool AlongK>
struct Operand {
  using Use = std::conditional_t<side == Side::a, wmma::matrix_a, wmma::matrix_b>;
  // A row of A runs along k, and so does a column of B.
  using Layout = std::conditional_t<(side == Side::a) == AlongK, wmma::row_major, wmma::col_major>;
  wmma::fragment<Use, 16, 16, Format::kDepth, typename Format::Precision, Layout> lanes;

  __device__ void load(const typename Format::Stored* from, int pitch) { wmma::load_matrix_sync(lanes, from, pitch); }
};

template <class Format>
struct Accumulator {
  wmma::fragment<wmma::accumulator, 16, 16, Format::kDepth, float> lanes;

  __device__ Accumulator() { wmma::fill_fragment(lanes, 0.0f); }
  __device__ void store(float* to, int pitch) const { wmma::store_matrix_sync(to, lanes, pitch, wmma::mem_row_major); }
};

template <class Format, bool AAlongK, bool BAlongK, int Y, int X>
__device__ void multiply(Accumulator<Format> (&sums)[Y][X], const Operand<Format, Side::a, AAlongK> (&a)[Y],
                         const Operand<Format, Side::b, BAlongK> (&b)[X]) {
#pragma unroll
  for (int y = 0; y < Y; ++y) {
#pragma unroll
    for (int x = 0; x < X; ++x) wmma::mma_sync(sums[y][x].lanes, a[y].lanes, b[x].lanes, sums[y][x].lanes);
  }
}

#else

template <class Format, Side side, bool AlongK>
struct Operand {
  __device__ void load(const typename Format::Stored*, int) { __trap(); }
};

template <class Format>
struct Accumulator {
  __device__ void store(float*, int) const { __trap(); }
};

template <class Format, bool AAlongK, bool BAlongK, int Y, int X>
__device__ void multiply(Accumulator<Format> (&)[Y][X], const Operand<Format, Side::a, AAlongK> (&)[Y],
                         const Operand<Format, Side::b, BAlongK> (&)[X]) {
  __trap();
}

#endif

inline void expect_tensor_cores() {
  int device = 0;
  int major = 0;
  int minor = 0;
  const auto ask = [](cudaError_t code) { ::seven::cuda::check(code, "the GPU did not answer", "tensor cores"); };
  ask(cudaGetDevice(&device));
  ask(cudaDeviceGetAttribute(&major, cudaDevAttrComputeCapabilityMajor, device));
  ask(cudaDeviceGetAttribute(&minor, cudaDevAttrComputeCapabilityMinor, device));
  if (major >= 8) return;
  throw Error("this GPU has no tensor cores for TF32 and bf16: that needs sm_80 or newer")
      .where("GPU " + std::to_string(device))
      .got("sm_" + std::to_string(10 * major + minor))
      .fix("take a variant without tensor_core in its name");
}

}  // namespace gpu
}  // namespace seven::tensor_core::SEVEN_TARGET
