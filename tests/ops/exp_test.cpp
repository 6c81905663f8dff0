#include "ops/exp.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace seven;

namespace {

template <class T>
T exp_of(T x) {
  return exp_lanes<T>(splat(x))[kLanes<T> - 1];
}

template <class T>
T expm1_of(T x) {
  return expm1_lanes<T>(splat(x))[0];
}

// The error in units of epsilon, against long double.
template <class T>
double error_of(T got, long double expected) {
  return static_cast<double>(std::abs((got - expected) / expected)) / std::numeric_limits<T>::epsilon();
}

}  // namespace

TEST_CASE_TEMPLATE("exp: within 2 epsilon wherever the result is a normal number", T, float, double) {
  const T low = std::log(std::numeric_limits<T>::min()) + T{0.01};
  const T high = std::log(std::numeric_limits<T>::max()) - T{0.01};
  double worst = 0.0;
  constexpr int kSteps = 20011;
  for (int i = 0; i <= kSteps; ++i) {
    const T x = low + (high - low) * static_cast<T>(i) / T{kSteps};
    worst = std::max(worst, error_of(exp_of(x), std::exp(static_cast<long double>(x))));
  }
  CHECK(worst < 2.0);
  CHECK(worst > 0.0);
  CHECK(exp_of(T{0}) == T{1});
}

TEST_CASE_TEMPLATE("exp: the far ends, and NaN", T, float, double) {
  const T infinity = std::numeric_limits<T>::infinity();
  const T end = std::log(std::numeric_limits<T>::max());
  CHECK(exp_of(end + T{0.01}) == infinity);
  CHECK(exp_of(T{5000}) == infinity);
  CHECK(exp_of(infinity) == infinity);
  CHECK(exp_of(T{-5000}) == T{0});
  CHECK(exp_of(-infinity) == T{0});
  CHECK(std::isnan(exp_of(std::numeric_limits<T>::quiet_NaN())));
  // A subnormal number: to its last bit, or the one beside it.
  const T x = std::log(std::numeric_limits<T>::min()) - T{5};
  CHECK(std::abs(exp_of(x) - std::exp(x)) <= std::numeric_limits<T>::denorm_min() * 2);
}

TEST_CASE_TEMPLATE("expm1: within 3 epsilon from the smallest number to 40", T, float, double) {
  double worst = 0.0;
  for (T x = T{1e-30F}; x < T{40}; x *= T{1.01F}) {
    worst = std::max(worst, error_of(expm1_of(x), std::expm1(static_cast<long double>(x))));
  }
  CHECK(worst < 3.0);
  CHECK(expm1_of(T{0}) == T{0});
}
