// central_difference: compared with what the centred differences of the host's functions come to on paper. They are
// exact for any h, so a large h tells the centred difference from the derivative and from other differences.
#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "learn/checks.h"
#include "learn/host/arena.h"

namespace seven::learn {

namespace {

enum Function { squares, neighbours, sines, exponential };  // as in lib/learn/host/host.cpp

std::vector<double> expected(Function f, const std::vector<double>& x, double h) {
  const std::size_t n = x.size();
  double weighted = 0.0;  // the exponent, for the last one
  for (std::size_t i = 0; i < n; ++i) weighted += x[i] / static_cast<double>((i + 1) * n);
  std::vector<double> grad(n);
  for (std::size_t i = 0; i < n; ++i) {
    const auto at = static_cast<double>(i + 1);
    switch (f) {
      case squares:  // ((x + h)^2 - (x - h)^2) / 2 = 2 x h
        grad[i] = x[i];
        break;
      case neighbours: grad[i] = (i > 0 ? x[i - 1] : 0.0) + (i + 1 < n ? x[i + 1] : 0.0); break;
      case sines:  // sin(a + b) - sin(a - b) = 2 cos(a) sin(b)
        grad[i] = std::cos(at * x[i]) * std::sin(at * h) / h;
        break;
      case exponential:  // exp(a + b) - exp(a - b) = 2 exp(a) sinh(b)
        grad[i] = std::exp(weighted) * std::sinh(h / (at * static_cast<double>(n))) / h;
        break;
    }
  }
  return grad;
}

}  // namespace

void check_central_difference(Check& check) {
  const Index n = check.size("n");
  const auto f = static_cast<Function>(check.size("f"));
  const double h = check.number("h");
  auto grad = check.output<double>("grad", {n}, "i");
  auto x = check.inout<double>("x", {n}, "i");
  // Eighths and a power of two for h: all sums come out exactly, and nothing but the idea can be wrong. Otherwise
  // numbers that use all their digits, so that x + h - h is seldom x.
  const bool exact = check.size("exact", 0) != 0;
  for (Index i = 0; i < n; ++i) x[i] = exact ? std::round(8 * x[i]) / 8 + 0.125 : x[i] / 1.1;
  const std::vector<double> values(x.values().begin(), x.values().end());
  check.call("central_difference", grad, Check::scalar(f), x, as_int(n), h);
  for (Index i = 0; i < n; ++i) {
    const double moved = x[i] - values[static_cast<std::size_t>(i)];
    if (moved == 0.0) continue;
    check.result().observed.push_back({"x", {x.values().begin(), x.values().end()}});
    check.expect_true(
        false,
        fmt::format("x[{}] has moved by {:.2g}: when you return, x must be as it was, to the last bit", i, moved));
  }
  // f rounds its n terms, and the difference of two such values is divided by 2 h; h = 1e-5 is not too small for that.
  const double rounding = 4 * std::numeric_limits<double>::epsilon() * static_cast<double>(n) / std::min(h, 1e-5);
  check.expect(grad, expected(f, values, h), {rounding, 0.0});
}

}  // namespace seven::learn
