// scale_columns: any sizes; where rows begin at whole sectors, no sector more than the elements fill.
#include "learn/checks/counts.h"

namespace seven::learn {

void check_scale_columns(Check& check) {
  const Index rows = check.size("rows");
  const Index columns = check.size("columns");
  const auto x = check.input<float>("x", {rows, columns}, "ij");
  const auto s = check.input<float>("s", {columns}, "j");
  const auto y = check.output<float>("y", {rows, columns}, "ij");
  std::vector<double> expected;
  for (Index i = 0; i < rows; ++i)
    for (Index j = 0; j < columns; ++j) expected.push_back(static_cast<double>(x[i * columns + j]) * s[j]);
  check.call("scale_columns", y, x, s, as_int(rows), as_int(columns));
  check.expect(y, expected, sum_tolerance<float>(1));
  if (check.size("sectors", 0) == 0) return;
  // x and y once; s comes again with every row of a warp.
  check.expect_at_most("sectors of device memory moved", sectors_moved(check),
                       3 * static_cast<std::uint64_t>(rows * columns / 8));
}

Score score_scale_columns(Check& check) {
  const Index rows = 64;
  const Index columns = 64;
  const auto x = check.input<float>("x", {rows, columns}, "ij");
  const auto s = check.input<float>("s", {columns}, "j");
  const auto y = check.output<float>("y", {rows, columns}, "ij");
  check.call("scale_columns", y, x, s, as_int(rows), as_int(columns));
  return bytes_moved(check, rows * columns, "64 x 64 elements");
}

}  // namespace seven::learn
