// relative_error: compared with all n errors, sorted; and with NaN or infinity in one place.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "learn/checks.h"

namespace seven::learn {

namespace {

enum Kind { as_they_come, same_sign, opposite_signs, with_zeros };

// CS231n's error, in the other order: sorted from small to large, the last one counts.
double largest(const Array<double>& a, const Array<double>& b, double floor) {
  std::vector<double> errors;
  for (Index i = 0; i < a.size(); ++i) {
    const double size = std::fabs(a[i]) + std::fabs(b[i]);
    errors.push_back(std::fabs(b[i] - a[i]) / (size < floor ? floor : size));
  }
  std::sort(errors.begin(), errors.end());
  return errors.back();
}

}  // namespace

void check_relative_error(Check& check) {
  const Index n = check.size("n");
  const auto kind = static_cast<Kind>(check.size("kind", as_they_come));
  const double size = check.number("size", 1.0);
  const double floor = check.number("floor", 1e-2);
  auto a = check.input<double>("a", {n}, "i");
  auto b = check.input<double>("b", {n}, "i");
  for (Index i = 0; i < n; ++i) {
    a[i] = size * std::fabs(a[i]);
    b[i] = i == n / 3 && n > 2 ? 9 * a[i] : size * std::fabs(b[i]);  // the largest error, neither first nor last
    if (kind == same_sign || kind == opposite_signs) {  // |a| is the larger: that tells |a| and |b| as divisors apart
      a[i] = (kind == same_sign ? 1 : -1) * (0.5 + std::fabs(a[i]) / 2);
      b[i] = std::fabs(a[i]) * 0.75;
    }
    if (kind == with_zeros) a[i] = i % 2 == 0 ? b[i] = 0.0 : b[i] * 0.999;
  }
  const Index bad = check.size("nan", -1);
  if (bad < 0) {
    const double got = check.call("relative_error", a, b, as_int(n), floor);
    check.expect_value("relative_error", got, largest(a, b, floor), {1e-15, 1e-12});
    return;
  }
  // All other pairs agree: what looks past the bad one finds next to no error.
  for (Index i = 0; i < n; ++i) b[i] = a[i] * (1 + 1e-9);
  const bool infinite = check.size("infinite", 0) != 0;
  const bool in_b = check.size("in_b", 0) != 0;
  (in_b ? b : a)[bad] = infinite ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
  if (infinite) b[bad] = a[bad];
  const double got = check.call("relative_error", a, b, as_int(n), floor);
  check.result().observed.push_back({"relative_error", {got}});  // what was returned tells the mistakes apart
  const char* name = in_b ? "b" : infinite ? "a and b" : "a";
  check.expect_true(!(got <= std::numeric_limits<double>::max()),
                    fmt::format("relative_error is {:.7g}, though {}[{}] is {}: that would pass", got, name, bad,
                                infinite ? "infinite" : "NaN"));
}

}  // namespace seven::learn
