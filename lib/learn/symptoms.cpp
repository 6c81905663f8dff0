#include "learn/symptoms.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace seven::learn {

namespace {

bool near(double a, double b, double scale) { return std::abs(a - b) <= 1e-4 * scale; }

// Whether f is the same for all elements, within rounding.
template <class F>
bool constant(std::size_t count, double scale, double& value, F&& f) {
  bool any = false;
  for (std::size_t i = 0; i < count; ++i) {
    double now = 0.0;
    if (!f(i, now)) continue;
    if (!any) value = now;
    any = true;
    if (!near(now, value, scale)) return false;
  }
  return any;
}

}  // namespace

std::string symptom(const std::vector<double>& got, const std::vector<double>& expected,
                    const std::vector<bool>& unwritten, Tolerance /*tolerance*/) {
  const std::size_t count = got.size();
  const auto missing = std::count(unwritten.begin(), unwritten.end(), true);
  if (missing == static_cast<std::ptrdiff_t>(count))
    return "nothing was written at all, or only added to what stood there";
  if (missing > 0)
    return fmt::format("{} of {} elements were never written, or computed from what stood there before", missing,
                       count);
  const auto nans = std::count_if(got.begin(), got.end(), [](double v) { return std::isnan(v); });
  if (nans > 0) {
    return fmt::format(
        "{} of {} elements are NaN (not a number): a read outside an array (there is NaN around each), 0 / 0, infinity "
        "/ "
        "infinity, or a variable without a first value",
        nans, count);
  }
  if (std::any_of(got.begin(), got.end(), [](double v) { return std::isinf(v); }))
    return "there are infinite values: a division by zero, or a number too large for its type";
  if (count < 3) return "";
  double largest = 0.0;
  for (const double value : expected) largest = std::max(largest, std::abs(value));
  if (std::all_of(got.begin(), got.end(), [](double v) { return v == 0.0; })) return "every value is 0";
  double value = 0.0;
  if (constant(count, 1.0, value, [&](std::size_t i, double& now) {
        if (std::abs(expected[i]) < 1e-3 * largest) return false;
        now = got[i] / expected[i];
        return true;
      })) {
    if (near(value, -1.0, 1.0)) return "every value has the wrong sign";
    return fmt::format("every value is {:.5g} times what it should be", value);
  }
  if (constant(count, std::max(largest, 1e-30), value, [&](std::size_t i, double& now) {
        now = got[i] - expected[i];
        return true;
      })) {
    return fmt::format("every value is off by the same {:.5g}", value);
  }
  std::vector<double> a = got, b = expected;
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  bool same = true;
  for (std::size_t i = 0; i < count; ++i) same = same && near(a[i], b[i], std::max(largest, 1e-30));
  if (same) return "the numbers are right, but stand in other places: an index is wrong";
  return "";
}

}  // namespace seven::learn
