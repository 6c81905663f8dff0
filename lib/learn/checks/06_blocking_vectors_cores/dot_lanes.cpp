// dot_lanes: the very sum, to the bit. The factors y are powers of two, so that no product rounds and a fused
// multiply-add gives the same as two instructions.
#include <fmt/format.h>

#include "learn/checks.h"
#include "learn/checks/values.h"

namespace seven::learn {

void check_dot_lanes(Check& check) {
  const Index n = check.size("n");
  Random random = case_random(check, 0);
  std::vector<float> powers;
  for (Index i = 0; i < n; ++i)
    powers.push_back((random.below(2) == 0 ? 1.0F : -1.0F) / static_cast<float>(1 << random.below(4)));
  const auto x = check.input<float>("x", {n}, random_floats(check, 1, n, 0.5, 2.0), "i");
  const auto y = check.input<float>("y", {n}, powers, "i");
  float expected = 0.0F;
  for (Index lane = 0; lane < 8; ++lane) {
    float sum = 0.0F;
    for (Index i = lane; i < n; i += 8) sum += x[i] * y[i];
    expected += sum;
  }
  const double got = check.call("dot_lanes", x, y, as_int(n));
  check.expect_value(fmt::format("dot_lanes(x, y, {})", n), got, expected, {0.0, 0.0});
}

Score score_dot_lanes(Check& check) {
  const Index n = 4096;
  const auto x = check.input<float>("x", {n}, "i");
  const auto y = check.input<float>("y", {n}, "i");
  Score score;
  score.seconds = check.time(0.1, "dot_lanes", x, y, as_int(n));
  score.flops = 2.0 * static_cast<double>(n);
  score.bytes = 8.0 * static_cast<double>(n);
  score.size = "4096 numbers";
  return score;
}

}  // namespace seven::learn
