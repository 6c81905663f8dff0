// exp of a vector of numbers, by multiplications and additions only: a call to the standard library's would take one
// element after the other. Good to 2 epsilon wherever exp is a normal number; overflows to infinity, underflows to 0,
// and NaN goes through.
//
//   x = k ln 2 + r  with k whole and |r| <= ln(2)/2,   exp(x) = 2^k exp(r),   exp(r) - 1 = r + r^2/2! + r^3/3! + ...
// Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#pragma once

#include <cstdint>
#include <cstring>
#include <numbers>

#include "ops/lanes.h"

namespace seven {

template <class T>
struct ExpNumbers;
template <>
struct ExpNumbers<float> {
  using Bits = std::uint32_t __attribute__((vector_size(kVectorBytes)));
  static constexpr int kMantissa = 23, kBias = 127;
  static constexpr int kTerms = 7;                 // |r|^8 / 8! is below a tenth of epsilon
  static constexpr float kLow = -104, kHigh = 89;  // exp is 0 below and infinite above
  static constexpr float kLn2High = 0x1.62e4p-1F;  // few enough bits for k * kLn2High to be exact
  static constexpr float kLn2Low = static_cast<float>(std::numbers::ln2 - 0x1.62e4p-1);
};
template <>
struct ExpNumbers<double> {
  using Bits = std::uint64_t __attribute__((vector_size(kVectorBytes)));
  static constexpr int kMantissa = 52, kBias = 1023;
  static constexpr int kTerms = 13;
  static constexpr double kLow = -746, kHigh = 710;
  static constexpr double kLn2High = 0x1.62e42feep-1;
  static constexpr double kLn2Low = 1.9082149292705877e-10;  // ln 2 has more bits than a double
};

// Added to a number below a quarter of it, this leaves no bits behind the point: they are rounded off.
template <class T>
constexpr T kRounder = T{1.5} * static_cast<T>(std::uint64_t{1} << ExpNumbers<T>::kMantissa);

// value must be within -2^22 .. 2^22.
template <class T>
Lanes<T> round_to_whole(const Lanes<T>& value) {
  return (value + splat(kRounder<T>)) - splat(kRounder<T>);
}

// 2^k for a whole k that is an exponent of T: k + bias is put into the lowest bits, and from there to the exponent's.
template <class T>
Lanes<T> power_of_two(const Lanes<T>& k) {
  using N = ExpNumbers<T>;
  const Lanes<T> sum = k + splat(kRounder<T> + static_cast<T>(N::kBias));
  typename N::Bits bits;
  std::memcpy(&bits, &sum, sizeof bits);
  bits <<= N::kMantissa;
  Lanes<T> power;
  std::memcpy(&power, &bits, sizeof bits);
  return power;
}

// exp(x) = 2^k (1 + rest). Apart, so that exp(x) - 1 is as good near 0, where it is the rest.
template <class T>
struct SplitExp {
  Lanes<T> k, rest;
};

// For x in [kLow, kHigh].
template <class T>
SplitExp<T> split_exp(const Lanes<T>& x) {
  using N = ExpNumbers<T>;
  const Lanes<T> k = round_to_whole<T>(x * splat(static_cast<T>(std::numbers::log2e)));
  const Lanes<T> r = (x - k * splat(N::kLn2High)) - k * splat(N::kLn2Low);
  T factorial{1};
  T inverse[N::kTerms + 1];  // of the factorials
  for (int n = 1; n <= N::kTerms; ++n) inverse[n] = T{1} / (factorial *= static_cast<T>(n));
  Lanes<T> sum = splat(inverse[N::kTerms]);
  for (int n = N::kTerms - 1; n > 0; --n) sum = sum * r + splat(inverse[n]);
  return {k, r * sum};
}

//! [exp]
template <class T>
Lanes<T> exp_lanes(Lanes<T> x) {
  using N = ExpNumbers<T>;
  x = x < splat(N::kLow) ? splat(N::kLow) : x;  // asked this way round, NaN stays
  x = x > splat(N::kHigh) ? splat(N::kHigh) : x;
  const SplitExp<T> e = split_exp<T>(x);
  // In two steps: 2^k alone may be out of T's reach where the product is not.
  const Lanes<T> half = round_to_whole<T>(e.k * splat(T{0.5}));
  return (e.rest + splat(T{1})) * power_of_two<T>(half) * power_of_two<T>(e.k - half);
}
//! [exp]

// exp(x) - 1 for 0 <= x <= 40, as good near 0 as elsewhere.
template <class T>
Lanes<T> expm1_lanes(const Lanes<T>& x) {
  const SplitExp<T> e = split_exp<T>(x);
  const Lanes<T> power = power_of_two<T>(e.k);
  return power * e.rest + (power - splat(T{1}));
}

}  // namespace seven
