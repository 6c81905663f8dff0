// warp_sum: fewer columns than lanes, more, and rows that do not fill the last block; side by side, no shared memory.
#include <fmt/format.h>

#include "learn/checks/counts.h"

namespace seven::learn {

void check_warp_sum(Check& check) {
  const Index rows = check.size("rows");
  const Index columns = check.size("columns");
  const auto x = check.input<float>("x", {rows, columns}, "ij");
  const auto sums = check.output<float>("sums", {rows}, "i");
  std::vector<double> expected;
  for (Index i = 0; i < rows; ++i) {
    double sum = 0.0;
    for (Index j = 0; j < columns; ++j) sum += x[i * columns + j];
    expected.push_back(sum);
  }
  check.call("warp_sum", sums, x, as_int(rows), as_int(columns));
  check.expect(sums, expected, sum_tolerance<float>(columns));
  if (check.size("counted", 0) == 0) return;
  check.expect_at_most("requests to shared memory", check.counts().shared, 0);
  check.expect_at_most("sectors of device memory read", check.counts().load_sectors,
                       static_cast<std::uint64_t>(rows * columns / 8));
}

Score score_warp_sum(Check& check) {
  const Index rows = 16;
  const Index columns = 256;
  const auto x = check.input<float>("x", {rows, columns}, "ij");
  const auto sums = check.output<float>("sums", {rows}, "i");
  check.call("warp_sum", sums, x, as_int(rows), as_int(columns));
  Score score = bytes_moved(check, rows * columns, "16 rows of 256 numbers");
  score.counted +=
      fmt::format(", {} requests to shared memory, {} barriers", check.counts().shared, check.counts().barriers);
  return score;
}

}  // namespace seven::learn
