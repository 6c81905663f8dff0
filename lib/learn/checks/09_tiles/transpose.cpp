// transpose: any sizes; where rows begin at whole sectors, no sector more than the elements fill, and no bank conflict.
#include <fmt/format.h>

#include "learn/checks/counts.h"

namespace seven::learn {

void check_transpose(Check& check) {
  const Index rows = check.size("rows");
  const Index columns = check.size("columns");
  const auto x = check.input<float>("x", {rows, columns}, "ij");
  const auto y = check.output<float>("y", {columns, rows}, "ji");
  std::vector<double> expected;
  for (Index j = 0; j < columns; ++j)
    for (Index i = 0; i < rows; ++i) expected.push_back(x[i * columns + j]);
  check.call("transpose", y, x, as_int(rows), as_int(columns));
  check.expect(y, expected, {});
  if (check.size("counted", 0) == 0) return;
  check.expect_at_most("sectors of device memory moved", sectors_moved(check),
                       2 * static_cast<std::uint64_t>(rows * columns / 8));
  check.expect_at_most("turns that warps wait for the banks of shared memory", check.counts().wavefronts,
                       check.counts().ideal_wavefronts);
}

Score score_transpose(Check& check) {
  const Index rows = 64;
  const auto x = check.input<float>("x", {rows, rows}, "ij");
  const auto y = check.output<float>("y", {rows, rows}, "ji");
  check.call("transpose", y, x, as_int(rows), as_int(rows));
  Score score = bytes_moved(check, rows * rows, "64 x 64 elements");
  score.counted +=
      fmt::format(", {:.2f} turns a request of shared memory",
                  static_cast<double>(check.counts().wavefronts) / static_cast<double>(check.counts().shared));
  return score;
}

}  // namespace seven::learn
