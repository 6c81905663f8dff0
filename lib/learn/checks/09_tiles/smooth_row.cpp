// smooth_row: edges and the seams between blocks; device memory is read once.
#include "learn/checks/counts.h"

namespace seven::learn {

void check_smooth_row(Check& check) {
  const Index n = check.size("n");
  const auto x = check.input<float>("x", {n}, "i");
  const auto y = check.output<float>("y", {n}, "i");
  std::vector<double> expected(static_cast<std::size_t>(n));
  for (Index i = 0; i < n; ++i) {
    double sum = 0.0;
    for (Index j = std::max<Index>(0, i - 3); j <= std::min(n - 1, i + 3); ++j) sum += x[j];
    expected[static_cast<std::size_t>(i)] = sum / 7;
  }
  check.call("smooth_row", y, x, as_int(n));
  check.expect(y, expected, sum_tolerance<float>(8));
  // Eight warps a block, one more for the last six, and one in reserve.
  check.expect_at_most("requests to read device memory", check.counts().loads, 10 * check.counts().blocks);
}

Score score_smooth_row(Check& check) {
  const Index n = 4096;
  const auto x = check.input<float>("x", {n}, "i");
  const auto y = check.output<float>("y", {n}, "i");
  check.call("smooth_row", y, x, as_int(n));
  return bytes_moved(check, n, "4096 elements");
}

}  // namespace seven::learn
