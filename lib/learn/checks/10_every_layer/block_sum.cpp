// block_sum: full blocks and one with threads that have no number; no more requests than a tree of neighbours makes.
#include <fmt/format.h>

#include "learn/checks/counts.h"

namespace seven::learn {

void check_block_sum(Check& check) {
  const Index n = check.size("n");
  const Index blocks = (n + 255) / 256;
  const auto x = check.input<float>("x", {n}, "i");
  const auto sums = check.output<float>("sums", {blocks}, "b");
  std::vector<double> expected(static_cast<std::size_t>(blocks));
  for (Index i = 0; i < n; ++i) expected[static_cast<std::size_t>(i / 256)] += x[i];
  check.call("block_sum", sums, x, as_int(n));
  check.expect(sums, expected, sum_tolerance<float>(std::min<Index>(n, 256)));
  if (check.size("counted", 0) == 0) return;
  // Eight warps fill. Then 4, 2, 1, 1, 1, 1, 1 and 1 warps read twice and write once. One warp reads the sum.
  check.expect_at_most("requests to shared memory", check.counts().shared, (8 + 3 * 12 + 1) * check.counts().blocks);
}

Score score_block_sum(Check& check) {
  const Index n = 4096;
  const auto x = check.input<float>("x", {n}, "i");
  const auto sums = check.output<float>("sums", {n / 256}, "b");
  check.call("block_sum", sums, x, as_int(n));
  Score score;
  const auto blocks = static_cast<double>(check.counts().blocks);
  score.counted = fmt::format("{:.1f} requests to shared memory and {:.1f} barriers a block",
                              static_cast<double>(check.counts().shared) / blocks,
                              static_cast<double>(check.counts().barriers) / blocks);
  score.size = "16 blocks of 256 numbers";
  return score;
}

}  // namespace seven::learn
