// CUDA's language, as far as this project's kernels use it, in plain C++: what the compiler of a GPU knows by itself.
// A kernel's file includes cuda/kernel.h, which chooses between this and the real thing.
//
// Not here, on purpose: textures, inline PTX, clusters, dynamic parallelism, and code that relies on a warp's lanes
// marching in step without __syncwarp (not promised since Volta). Chapter 08: chapters/08_first_kernels/README.md.
#pragma once

#include <math.h>  // beside <cmath>: it has exp(float) and the like without a namespace, as kernels call them

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "cuda/simt/scheduler.h"
#include "cuda/simt/vector_types.h"

#define __global__
#define __device__
#define __host__
#define __forceinline__ inline __attribute__((always_inline))
#define __launch_bounds__(...)
#define __align__(n) __attribute__((aligned(n)))
#define __restrict__ __restrict
#define __constant__ static
// Each core runs a block at a time, so a variable for each core is one for each block.
#define __shared__ static thread_local

#define threadIdx (::seven::simt::builtins.thread)
#define blockIdx (::seven::simt::builtins.block)
#define blockDim (::seven::simt::builtins.block_size)
#define gridDim (::seven::simt::builtins.grid_size)

inline constexpr int warpSize = 32;

#define SEVEN_SIMT_HERE (__builtin_extract_return_addr(__builtin_return_address(0)))
// Functions whose return address must be the kernel's line: never inlined.
#define SEVEN_SIMT_CALL __attribute__((noinline))

SEVEN_SIMT_CALL inline void __syncthreads() { ::seven::simt::barrier(false, SEVEN_SIMT_HERE); }
SEVEN_SIMT_CALL inline int __syncthreads_count(int predicate) {
  return ::seven::simt::barrier(predicate != 0, SEVEN_SIMT_HERE);
}
SEVEN_SIMT_CALL inline int __syncthreads_or(int predicate) {
  return ::seven::simt::barrier(predicate != 0, SEVEN_SIMT_HERE) != 0 ? 1 : 0;
}
SEVEN_SIMT_CALL inline int __syncthreads_and(int predicate) {
  return ::seven::simt::barrier(predicate == 0, SEVEN_SIMT_HERE) == 0 ? 1 : 0;
}
SEVEN_SIMT_CALL inline void __syncwarp(unsigned mask = 0xffffffffU) {
  ::seven::simt::warp_barrier(mask, SEVEN_SIMT_HERE);
}
inline unsigned __activemask() { return ::seven::simt::live_lanes(); }
inline void __threadfence() { ::seven::simt::fence(); }
inline void __threadfence_block() {}

namespace seven::simt {

// The value of lane `source`, if it is one of this lane's segment, [first, first + width); else its own.
template <class T>
T shuffled(unsigned mask, T value, int source, int width, const void* site) {
  const int self = static_cast<int>(lane());
  const int first = self / width * width;
  const bool inside = source >= first && source < first + width;
  shuffle(mask, static_cast<unsigned>(inside ? source : self), &value, sizeof value, site);
  return value;
}

}  // namespace seven::simt

// The four shuffles: the warp is cut into segments of `width` lanes, and values move within one.
template <class T>
SEVEN_SIMT_CALL T __shfl_sync(unsigned mask, T value, int source, int width = warpSize) {
  const int first = static_cast<int>(::seven::simt::lane()) / width * width;
  return ::seven::simt::shuffled(mask, value, first + (source & (width - 1)), width, SEVEN_SIMT_HERE);
}
template <class T>
SEVEN_SIMT_CALL T __shfl_up_sync(unsigned mask, T value, unsigned delta, int width = warpSize) {
  const int source = static_cast<int>(::seven::simt::lane()) - static_cast<int>(delta);
  return ::seven::simt::shuffled(mask, value, source, width, SEVEN_SIMT_HERE);
}
template <class T>
SEVEN_SIMT_CALL T __shfl_down_sync(unsigned mask, T value, unsigned delta, int width = warpSize) {
  const int source = static_cast<int>(::seven::simt::lane()) + static_cast<int>(delta);
  return ::seven::simt::shuffled(mask, value, source, width, SEVEN_SIMT_HERE);
}
template <class T>
SEVEN_SIMT_CALL T __shfl_xor_sync(unsigned mask, T value, int lane_mask, int width = warpSize) {
  const int source = static_cast<int>(::seven::simt::lane()) ^ lane_mask;
  return ::seven::simt::shuffled(mask, value, source, width, SEVEN_SIMT_HERE);
}

SEVEN_SIMT_CALL inline unsigned __ballot_sync(unsigned mask, int predicate) {
  return ::seven::simt::ballot(mask, predicate != 0, SEVEN_SIMT_HERE);
}
SEVEN_SIMT_CALL inline int __any_sync(unsigned mask, int predicate) {
  return ::seven::simt::ballot(mask, predicate != 0, SEVEN_SIMT_HERE) != 0 ? 1 : 0;
}
SEVEN_SIMT_CALL inline int __all_sync(unsigned mask, int predicate) {
  return ::seven::simt::ballot(mask, predicate == 0, SEVEN_SIMT_HERE) == 0 ? 1 : 0;
}

inline int __popc(unsigned bits) { return __builtin_popcount(bits); }
inline int __ffs(int bits) { return __builtin_ffs(bits); }
inline int __clz(int bits) { return bits == 0 ? 32 : __builtin_clz(static_cast<unsigned>(bits)); }
inline unsigned __umulhi(unsigned a, unsigned b) { return static_cast<unsigned>((std::uint64_t{a} * b) >> 32); }
template <class T>
inline T __ldg(const T* at) {
  return *at;
}

// Atomics: each returns what was there before. The value is converted to the element's type, as by CUDA's overloads.
namespace seven::simt {

// old = *at; *at = f(old), as one step.
template <class T, class F>
inline T atomically(T* at, F f) {
  T old;
  __atomic_load(at, &old, __ATOMIC_RELAXED);
  for (;;) {
    T wanted = f(old);
    if (__atomic_compare_exchange(at, &old, &wanted, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) return old;
  }
}

}  // namespace seven::simt

template <class T>
inline T atomicAdd(T* at, std::type_identity_t<T> value) {
  return ::seven::simt::atomically(at, [=](T old) { return static_cast<T>(old + value); });
}
template <class T>
inline T atomicSub(T* at, std::type_identity_t<T> value) {
  return ::seven::simt::atomically(at, [=](T old) { return static_cast<T>(old - value); });
}
template <class T>
inline T atomicMax(T* at, std::type_identity_t<T> value) {
  return ::seven::simt::atomically(at, [=](T old) { return old < value ? value : old; });
}
template <class T>
inline T atomicMin(T* at, std::type_identity_t<T> value) {
  return ::seven::simt::atomically(at, [=](T old) { return value < old ? value : old; });
}
template <class T>
inline T atomicExch(T* at, std::type_identity_t<T> value) {
  return ::seven::simt::atomically(at, [=](T) { return value; });
}
template <class T>
inline T atomicCAS(T* at, std::type_identity_t<T> expected, std::type_identity_t<T> value) {
  return ::seven::simt::atomically(at, [=](T old) { return old == expected ? value : old; });
}

// The maths that CUDA has without a namespace.
using std::max;
using std::min;
// Without these, C's own of the same names would compute in double.
using std::abs;
using std::ceil;
using std::cos;
using std::exp;
using std::fabs;
using std::floor;
using std::fma;
using std::log;
using std::pow;
using std::sin;
using std::sqrt;
using std::tanh;
inline float __expf(float x) { return std::exp(x); }
inline float __logf(float x) { return std::log(x); }
inline float __powf(float x, float y) { return std::pow(x, y); }
inline float __fdividef(float x, float y) { return x / y; }
inline float rsqrtf(float x) { return 1.0f / std::sqrt(x); }
