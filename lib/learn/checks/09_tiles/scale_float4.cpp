// scale_float4: all remainders of four; a quarter of the requests.
#include <fmt/format.h>

#include "learn/checks/counts.h"

namespace seven::learn {

void check_scale_float4(Check& check) {
  const Index n = check.size("n");
  const float alpha = -1.5f;
  const auto x = check.input<float>("x", {n}, "i");
  const auto y = check.output<float>("y", {n}, "i");
  std::vector<double> expected;
  for (const float value : x.values()) expected.push_back(static_cast<double>(alpha) * value);
  check.call("scale_float4", y, x, alpha, as_int(n));
  check.expect(y, expected, sum_tolerance<float>(1));
  // 128 elements a warp, and what is left one by one.
  check.expect_at_most("requests to read device memory", check.counts().loads,
                       static_cast<std::uint64_t>((n + 127) / 128 + n % 4));
}

Score score_scale_float4(Check& check) {
  const Index n = 4096;
  const auto x = check.input<float>("x", {n}, "i");
  const auto y = check.output<float>("y", {n}, "i");
  check.call("scale_float4", y, x, -1.5f, as_int(n));
  Score score;
  score.counted = fmt::format("{:.2f} requests for each 128 elements",
                              static_cast<double>(check.counts().loads + check.counts().stores) / 32.0);
  score.size = "4096 elements";
  return score;
}

}  // namespace seven::learn
