// What the ops' kernels (.cu files) have in common with the tables that name them. A kernel's file is compiled up to
// three times, into the namespaces cuda, simt and simt_check of its op (cuda/kernel.h), and each of them has a table of
// its variants.
#pragma once

#include <algorithm>
#include <limits>
#include <span>
#include <string>

#include "core/device.h"
#include "core/error.h"
#include "core/types.h"

// Declares those tables, in an op's header.
#define SEVEN_DECLARE_KERNELS              \
  namespace cuda {                         \
  std::span<const Variant* const> table(); \
  }                                        \
  namespace simt {                         \
  std::span<const Variant* const> table(); \
  }                                        \
  namespace simt_check {                   \
  std::span<const Variant* const> table(); \
  }

#if defined(SEVEN_CUDA)
#define SEVEN_CUDA_TABLE cuda::table()
#else
#define SEVEN_CUDA_TABLE \
  {}
#endif
#if defined(SEVEN_SIMT)
#define SEVEN_SIMT_TABLE simt::table()
#else
#define SEVEN_SIMT_TABLE \
  {}
#endif
#if defined(SEVEN_SIMT_CHECKS)
#define SEVEN_SIMT_CHECK_TABLE simt_check::table()
#else
#define SEVEN_SIMT_CHECK_TABLE \
  {}
#endif

// The body of an op's variants(device): `on_cpu` is its table for the CPU.
#define SEVEN_TABLE_OF(device, on_cpu)                      \
  switch (device) {                                         \
    case Device::cuda: return SEVEN_CUDA_TABLE;             \
    case Device::simt: return SEVEN_SIMT_TABLE;             \
    case Device::simt_check: return SEVEN_SIMT_CHECK_TABLE; \
    case Device::cpu: break;                                \
  }                                                         \
  return on_cpu

namespace seven {

// What an op's op() returns. Who calls it includes ops/op.h, which would cost the kernels' files half of their time in
// the compiler.
struct Op;

// Kernels count in 32 bits, since a GPU divides 64 of them slowly. Throws Error if a size does not fit, with room for
// the threads beyond the last element.
inline int narrow(Index size, const char* what = "a tensor") {
  constexpr Index kRoom = Index{1} << 20;
  if (size > std::numeric_limits<int>::max() - kRoom) {
    throw Error(std::string(what) + " has too many elements for a kernel")
        .expected("at most 2^31 - 2^20")
        .got(std::to_string(size))
        .fix("take a smaller batch");
  }
  return static_cast<int>(size);
}

// Blocks of `threads` threads, so that each of `count` items has its own.
inline unsigned blocks_for(Index count, int threads) {
  return static_cast<unsigned>(narrow((count + threads - 1) / threads, "a grid"));
}

// The same for threads that take several turns: no more blocks than fill a large GPU a few times over.
inline unsigned blocks_in_turns(Index count, int threads) {
  constexpr Index kBlocks = 1024;
  return static_cast<unsigned>(std::min(kBlocks, (count + threads - 1) / threads));
}

}  // namespace seven
