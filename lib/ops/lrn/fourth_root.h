// scale^-3/4 and 1 / scale of a vector, without a root or a division, each of which holds up a vector as long as 16
// multiplications: Newton's method finds scale^-1/4, and the two are powers of it.
// Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#pragma once

#include <cstdint>
#include <cstring>
#include <limits>

#include "ops/lanes.h"

namespace seven::lrn {

// scale^-beta and 1 / scale.
template <class T>
struct Powers {
  Lanes<T> power, inverse;
};

// The bits of a positive number are nearly its logarithm: the exponent, and the mantissa as the fraction behind it. So
// (5/4 bits of 1) - bits/4 are nearly those of x^-1/4; with these constants, found by trying, to 3 %.
template <class T>
struct FirstGuess;
template <>
struct FirstGuess<float> {
  using Bits = std::uint32_t __attribute__((vector_size(kVectorBytes)));
  static constexpr std::uint32_t kConstant = 0x4F586000;
  static constexpr int kSteps = 3;  // to 6e-10
};
template <>
struct FirstGuess<double> {
  using Bits = std::uint64_t __attribute__((vector_size(kVectorBytes)));
  static constexpr std::uint64_t kConstant = 0x4FEB100000000000;
  static constexpr int kSteps = 4;  // to 2e-18
};

// For beta = 3/4 and normal numbers x, or infinity; NaN goes through. Each step squares the error: r += r (1 - x r^4) /
// 4, multiplied as (x r^2) r^2, since r^4 of a large x has no more bits.
//! [root]
template <class T>
Powers<T> three_quarters(const Lanes<T>& x) {
  using Guess = FirstGuess<T>;
  typename Guess::Bits bits;
  std::memcpy(&bits, &x, sizeof bits);
  bits = Guess::kConstant - (bits >> 2);
  Lanes<T> r;
  std::memcpy(&r, &bits, sizeof r);
  for (int step = 0; step < Guess::kSteps; ++step) {
    const Lanes<T> square = r * r;
    r += r * splat(T{0.25}) * (splat(T{1}) - x * square * square);
  }
  // The bits of infinity are not those of a number. Asked this way round, NaN stays.
  r = x > splat(std::numeric_limits<T>::max()) ? Lanes<T>{} : r;
  const Lanes<T> root = r * r;
  return {root * r, root * root};
}
//! [root]

}  // namespace seven::lrn
