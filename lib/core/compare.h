// The one comparison of numbers in the project. It is written so that NaN fails, and every test, gradient check and
// variant check goes through it.
#pragma once

#include <span>
#include <string>

#include "core/types.h"

namespace seven {

// An element passes if |got - expected| <= absolute + relative * |expected|.
struct Tolerance {
  double absolute = 0.0;
  double relative = 0.0;
};

struct Comparison {
  bool passed = true;
  Index count = 0;     // elements compared
  Index failures = 0;  // elements outside the tolerance, or NaN
  Index worst = -1;    // the element with the largest error / allowed (the first NaN, if there is one)
  double got = 0.0;    // at `worst`
  double expected = 0.0;
  double error = 0.0;  // |got - expected|
  double allowed = 0.0;

  // One line: "index 17: got 3.25, expected 3.5, error 0.25, allowed 1e-06 (3 of 96 elements differ)".
  [[nodiscard]] std::string str() const;
};

// Compares element by element. Different lengths fail with `worst` at the first missing element. An infinity passes
// only against the same infinity, NaN never, not even against NaN. Instantiated for float and double on either side.
template <class A, class B>
Comparison compare(std::span<const A> got, std::span<const B> expected, Tolerance tolerance);

// The tolerance for a value of type T that sums `length` products of numbers of size `magnitude`, in any order:
// rounding errors add up like a random walk, so the allowance grows with the square root of the length.
template <class T>
Tolerance sum_tolerance(Index length, double magnitude = 1.0);

}  // namespace seven
