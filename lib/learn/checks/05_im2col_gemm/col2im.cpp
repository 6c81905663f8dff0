// col2im: compared with the same sums from the pixels' side, in double.
#include "learn/checks.h"
#include "learn/checks/05_im2col_gemm/columns.h"

namespace seven::learn {

void check_col2im(Check& check) {
  const ColumnSizes a(check);
  const auto column = check.input<float>("column", {a.rows(), a.windows()}, "ij");
  const auto x = check.output<float>("x", {a.C, a.H, a.W}, "chv");
  std::vector<double> expected(static_cast<std::size_t>(x.size()));
  for_each_pair(a, [&](Index place, Index pixel) { expected[static_cast<std::size_t>(pixel)] += column[place]; });
  check.call("col2im", x, column, as_int(a.C), as_int(a.H), as_int(a.W), as_int(a.R), as_int(a.S), as_int(a.stride),
             as_int(a.pad));
  check.expect(x, expected, sum_tolerance<float>(a.R * a.S));
}

Score score_col2im(Check& check) {
  const ColumnSizes a(64, 28, 3, 1);
  const auto column = check.input<float>("column", {a.rows(), a.windows()}, "ij");
  const auto x = check.output<float>("x", {a.C, a.H, a.W}, "chv");
  Score score;
  score.seconds = check.time(0.1, "col2im", x, column, as_int(a.C), as_int(a.H), as_int(a.W), as_int(a.R), as_int(a.S),
                             as_int(a.stride), as_int(a.pad));
  score.bytes = 4.0 * static_cast<double>(x.size() + column.size());
  score.size = "an image of 64 x 28 x 28, kernels of 3 x 3, pad 1";
  return score;
}

}  // namespace seven::learn
