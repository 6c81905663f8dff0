// sgd_momentum: one step or several, compared with the sum of all steps so far in double.
#include <algorithm>
#include <cmath>

#include "learn/checks.h"

namespace seven::learn {

namespace {

struct Arrays {
  Array<float> w, v, g;
};

Arrays lay_out(Check& check, Index size) {
  Arrays a{check.inout<float>("w", {size}, "i"), check.inout<float>("v", {size}, "i"),
           check.input<float>("g", {size}, "i")};
  if (check.size("still", 0) != 0) std::fill_n(a.v.data, size, 0.0F);
  return a;
}

}  // namespace

void check_sgd_momentum(Check& check) {
  const Index size = check.size("size");
  const Index steps = check.size("steps", 1);
  const auto momentum = static_cast<float>(check.number("momentum"));
  const auto decay = static_cast<float>(check.number("decay"));
  const Arrays a = lay_out(check, size);
  std::vector<double> w(a.w.values().begin(), a.w.values().end());
  std::vector<double> v(a.v.values().begin(), a.v.values().end());
  for (Index step = 0; step < steps; ++step) {
    const float rate = step < check.size("drop", steps) ? 0.25F : 0.025F;
    check.call("sgd_momentum", a.w, a.v, a.g, as_int(size), rate, momentum, decay);
    for (std::size_t i = 0; i < w.size(); ++i) {
      const double pull = a.g[static_cast<Index>(i)] + static_cast<double>(decay) * w[i];
      v[i] = std::fma(momentum, v[i], -rate * pull);
      w[i] += v[i];
    }
    // Each step rounds a few times, and what it has rounded goes on into the next one.
    check.expect(a.w, w, sum_tolerance<float>(4 * (step + 1)));
    check.expect(a.v, v, sum_tolerance<float>(4 * (step + 1)));
  }
}

Score score_sgd_momentum(Check& check) {
  const Index size = 100000;
  const Arrays a = lay_out(check, size);
  Score score;
  score.seconds = check.time(0.1, "sgd_momentum", a.w, a.v, a.g, as_int(size), 0.01F, 0.9F, 0.0005F);
  score.bytes = 5.0 * 4.0 * static_cast<double>(size);  // w and v are read and written, g is read
  score.size = "100,000 weights";
  return score;
}

}  // namespace seven::learn
