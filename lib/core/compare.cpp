#include "core/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace seven {

std::string Comparison::str() const {
  if (worst < 0) return fmt::format("{} elements agree", count);
  return fmt::format("index {}: got {:.9g}, expected {:.9g}, error {:.3g}, allowed {:.3g} ({} of {} elements differ)",
                     worst, got, expected, error, allowed, failures, count);
}

template <class A, class B>
Comparison compare(std::span<const A> got, std::span<const B> expected, Tolerance tolerance) {
  Comparison result;
  const std::size_t common = std::min(got.size(), expected.size());
  result.count = static_cast<Index>(std::max(got.size(), expected.size()));
  double worst_ratio = -1.0;
  for (std::size_t i = 0; i < common; ++i) {
    const double a = got[i];
    const double b = expected[i];
    const bool equal = a == b;  // true for equal infinities, whose difference is NaN
    const double error = equal ? 0.0 : std::abs(a - b);
    const double allowed = tolerance.absolute + tolerance.relative * std::abs(b);
    // False for NaN, in a number or in the tolerance.
    const bool passed = equal || (error <= allowed && error < std::numeric_limits<double>::infinity());
    if (!passed) ++result.failures;
    // The first NaN comes before everything: no finite ratio reaches its infinity.
    double ratio = std::numeric_limits<double>::infinity();
    if (error == error) {
      ratio = std::min(equal ? 0.0 : error / std::max(allowed, std::numeric_limits<double>::min()),
                       std::numeric_limits<double>::max());
    }
    if (ratio > worst_ratio) {
      worst_ratio = ratio;
      result.worst = static_cast<Index>(i);
      result.got = a;
      result.expected = b;
      result.error = error;
      result.allowed = allowed;
    }
  }
  if (got.size() != expected.size()) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    result.failures += result.count - static_cast<Index>(common);
    result.worst = static_cast<Index>(common);
    result.got = common < got.size() ? static_cast<double>(got[common]) : nan;
    result.expected = common < expected.size() ? static_cast<double>(expected[common]) : nan;
    result.error = nan;
  }
  result.passed = result.failures == 0;
  return result;
}

template <class T>
Tolerance sum_tolerance(Index length, double magnitude) {
  const double epsilon = std::numeric_limits<T>::epsilon();
  const double allowance = 8.0 * epsilon;
  return {.absolute = allowance * magnitude * std::sqrt(static_cast<double>(std::max<Index>(length, 1))),
          .relative = allowance};
}

template Comparison compare(std::span<const float>, std::span<const float>, Tolerance);
template Comparison compare(std::span<const float>, std::span<const double>, Tolerance);
template Comparison compare(std::span<const double>, std::span<const double>, Tolerance);
template Tolerance sum_tolerance<float>(Index, double);
template Tolerance sum_tolerance<double>(Index, double);

}  // namespace seven
