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
    const double error = a == b ? 0.0 : std::abs(a - b);  // equal infinities: no error
    const double allowed = tolerance.absolute + tolerance.relative * std::abs(b);
    const bool passed = error <= allowed && error < std::numeric_limits<double>::infinity();  // false for NaN
    if (!passed) ++result.failures;
    double ratio = error / std::max(allowed, std::numeric_limits<double>::min());
    if (!passed && !(ratio >= 0.0)) ratio = std::numeric_limits<double>::infinity();
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
