// More of what CUDA's compiler knows by itself: what students' kernels use and this project's do not.
#pragma once

#include <chrono>
#include <cmath>
#include <cstring>
#include <type_traits>

#include "cuda/simt/language.h"

// NOLINTBEGIN(readability-identifier-naming,bugprone-reserved-identifier): CUDA's names

#define __noinline__
#define __grid_constant__
#define __managed__

// Of two types, which std::min and std::max refuse.
template <class T, class U>
requires(std::is_arithmetic_v<T>&& std::is_arithmetic_v<U> &&
         !std::is_same_v<T, U>) inline std::common_type_t<T, U> min(T a, U b) {
  using C = std::common_type_t<T, U>;
  return static_cast<C>(b) < static_cast<C>(a) ? static_cast<C>(b) : static_cast<C>(a);
}
template <class T, class U>
requires(std::is_arithmetic_v<T>&& std::is_arithmetic_v<U> &&
         !std::is_same_v<T, U>) inline std::common_type_t<T, U> max(T a, U b) {
  using C = std::common_type_t<T, U>;
  return static_cast<C>(a) < static_cast<C>(b) ? static_cast<C>(b) : static_cast<C>(a);
}

inline float __sinf(float x) { return std::sin(x); }
inline float __cosf(float x) { return std::cos(x); }
inline float __tanf(float x) { return std::tan(x); }
inline float __log2f(float x) { return std::log2(x); }
inline float __log10f(float x) { return std::log10(x); }
inline float __exp10f(float x) { return std::pow(10.0f, x); }
inline float __saturatef(float x) { return x > 0.0f ? (x < 1.0f ? x : 1.0f) : 0.0f; }
inline float __fsqrt_rn(float x) { return std::sqrt(x); }
inline float __frcp_rn(float x) { return 1.0f / x; }
inline float __fmaf_rn(float x, float y, float z) { return std::fma(x, y, z); }
inline float __fadd_rn(float x, float y) { return x + y; }
inline float __fsub_rn(float x, float y) { return x - y; }
inline float __fdiv_rn(float x, float y) { return x / y; }
inline float fdividef(float x, float y) { return x / y; }
inline float rcbrtf(float x) { return 1.0f / std::cbrt(x); }
inline float sinpif(float x) { return std::sin(3.14159265358979f * x); }
inline float cospif(float x) { return std::cos(3.14159265358979f * x); }
inline float normcdff(float x) { return 0.5f * std::erfc(-x * 0.70710678f); }
inline void sincosf(float x, float* sine, float* cosine) {
  *sine = std::sin(x);
  *cosine = std::cos(x);
}
inline float __fmul_rn(float x, float y) { return x * y; }
inline double rsqrt(double x) { return 1.0 / std::sqrt(x); }
inline int __mul24(int a, int b) { return a * b; }
inline unsigned __umul24(unsigned a, unsigned b) { return a * b; }
inline int __mulhi(int a, int b) { return static_cast<int>((static_cast<std::int64_t>(a) * b) >> 32); }

inline unsigned __sad(int a, int b, unsigned c) { return static_cast<unsigned>(a < b ? b - a : a - b) + c; }
inline int __hadd(int a, int b) { return static_cast<int>((static_cast<std::int64_t>(a) + b) >> 1); }
// c plus the sum of the products of the four bytes of each.
inline int __dp4a(int a, int b, int c) {
  for (int i = 0; i < 4; ++i) c += static_cast<std::int8_t>(a >> 8 * i) * static_cast<std::int8_t>(b >> 8 * i);
  return c;
}
// Byte i of the result is byte s_i & 7 of the eight that b:a has; s_i is the i-th hexadecimal digit of s.
inline unsigned __byte_perm(unsigned a, unsigned b, unsigned s) {
  const std::uint64_t both = std::uint64_t{b} << 32 | a;
  unsigned result = 0;
  for (int i = 0; i < 4; ++i) result |= static_cast<unsigned>(both >> 8 * (s >> 4 * i & 7U) & 255U) << 8 * i;
  return result;
}
inline unsigned __funnelshift_l(unsigned low, unsigned high, unsigned by) {
  return static_cast<unsigned>((std::uint64_t{high} << 32 | low) << (by & 31U) >> 32);
}
inline unsigned __funnelshift_r(unsigned low, unsigned high, unsigned by) {
  return static_cast<unsigned>((std::uint64_t{high} << 32 | low) >> (by & 31U));
}

inline int __popcll(unsigned long long bits) { return __builtin_popcountll(bits); }
inline int __ffsll(long long bits) { return __builtin_ffsll(bits); }
inline int __clzll(long long bits) { return bits == 0 ? 64 : __builtin_clzll(static_cast<unsigned long long>(bits)); }
inline unsigned __brev(unsigned bits) {
  unsigned reversed = 0;
  for (int i = 0; i < 32; ++i) reversed |= (bits >> i & 1U) << (31 - i);
  return reversed;
}

inline unsigned long long __brevll(unsigned long long bits) {
  return static_cast<unsigned long long>(__brev(static_cast<unsigned>(bits))) << 32 | __brev(bits >> 32);
}

namespace seven::simt {

template <class To, class From>
To same_bits(From from) {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  std::memcpy(&to, &from, sizeof to);
  return to;
}

}  // namespace seven::simt

inline int __float_as_int(float x) { return ::seven::simt::same_bits<int>(x); }
inline unsigned __float_as_uint(float x) { return ::seven::simt::same_bits<unsigned>(x); }
inline float __int_as_float(int x) { return ::seven::simt::same_bits<float>(x); }
inline float __uint_as_float(unsigned x) { return ::seven::simt::same_bits<float>(x); }
inline long long __double_as_longlong(double x) { return ::seven::simt::same_bits<long long>(x); }
inline double __longlong_as_double(long long x) { return ::seven::simt::same_bits<double>(x); }
inline int __float2int_rn(float x) { return static_cast<int>(std::nearbyint(x)); }
inline int __float2int_rz(float x) { return static_cast<int>(x); }
inline int __float2int_rd(float x) { return static_cast<int>(std::floor(x)); }
inline int __float2int_ru(float x) { return static_cast<int>(std::ceil(x)); }
inline float __int2float_rn(int x) { return static_cast<float>(x); }

// Of the warp's lanes in `mask`: a sum, the smallest, the largest, known to all of them.
namespace seven::simt {

template <class T, class F>
T reduced(unsigned mask, T value, F f, const void* site) {
  T result = value;
  for (unsigned source = 0; source < 32; ++source) {
    if ((mask & 1U << source) == 0) continue;
    T other = value;
    shuffle(mask, source, &other, sizeof other, site);
    if (source != lane()) result = f(result, other);
  }
  return result;
}

}  // namespace seven::simt

template <class T>
SEVEN_SIMT_CALL T __reduce_add_sync(unsigned mask, T value) {
  return ::seven::simt::reduced(
      mask, value, [](T a, T b) { return static_cast<T>(a + b); }, SEVEN_SIMT_HERE);
}
template <class T>
SEVEN_SIMT_CALL T __reduce_min_sync(unsigned mask, T value) {
  return ::seven::simt::reduced(
      mask, value, [](T a, T b) { return b < a ? b : a; }, SEVEN_SIMT_HERE);
}
template <class T>
SEVEN_SIMT_CALL T __reduce_max_sync(unsigned mask, T value) {
  return ::seven::simt::reduced(
      mask, value, [](T a, T b) { return a < b ? b : a; }, SEVEN_SIMT_HERE);
}
// The lanes that have the same value.
template <class T>
SEVEN_SIMT_CALL unsigned __match_any_sync(unsigned mask, T value) {
  unsigned same = 0;
  for (unsigned source = 0; source < 32; ++source) {
    if ((mask & 1U << source) == 0) continue;
    T other = value;
    ::seven::simt::shuffle(mask, source, &other, sizeof other, SEVEN_SIMT_HERE);
    if (other == value) same |= 1U << source;
  }
  return same;
}

template <class T>
inline T atomicAnd(T* at, std::type_identity_t<T> value) {
  return ::seven::simt::atomically(at, [=](T old) { return static_cast<T>(old & value); });
}
template <class T>
inline T atomicOr(T* at, std::type_identity_t<T> value) {
  return ::seven::simt::atomically(at, [=](T old) { return static_cast<T>(old | value); });
}
template <class T>
inline T atomicXor(T* at, std::type_identity_t<T> value) {
  return ::seven::simt::atomically(at, [=](T old) { return static_cast<T>(old ^ value); });
}
// Up to `limit`, then from 0; down to 0, then from `limit`.
inline unsigned atomicInc(unsigned* at, unsigned limit) {
  return ::seven::simt::atomically(at, [=](unsigned old) { return old >= limit ? 0U : old + 1U; });
}
inline unsigned atomicDec(unsigned* at, unsigned limit) {
  return ::seven::simt::atomically(at, [=](unsigned old) { return old == 0 || old > limit ? limit : old - 1U; });
}

inline long long clock64() { return std::chrono::steady_clock::now().time_since_epoch().count(); }
inline void __threadfence_system() { ::seven::simt::fence(); }
inline void __nanosleep(unsigned) {}

// NOLINTEND(readability-identifier-naming,bugprone-reserved-identifier)
