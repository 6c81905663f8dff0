// column_panel: compared with a part of the whole column matrix.
#include "learn/checks.h"
#include "learn/checks/05_im2col_gemm/columns.h"

namespace seven::learn {

void check_column_panel(Check& check) {
  const ColumnSizes a(check);
  const Index first = check.size("first", 0);
  const Index T = check.size("t");
  const auto x = check.input<float>("x", {a.C, a.H, a.W}, "chv");
  const auto panel = check.output<float>("panel", {a.rows(), T}, "di");
  const std::vector<double> column = column_of(a, x);
  std::vector<double> expected;
  for (Index d = 0; d < a.rows(); ++d)
    for (Index j = first; j < first + T; ++j)
      expected.push_back(j < a.windows() ? column[static_cast<std::size_t>(d * a.windows() + j)] : 0.0);
  check.call("column_panel", panel, x, as_int(first), as_int(T), as_int(a.C), as_int(a.H), as_int(a.W), as_int(a.R),
             as_int(a.S), as_int(a.stride), as_int(a.pad));
  check.expect(panel, expected, {0.0, 0.0});
}

Score score_column_panel(Check& check) {
  const ColumnSizes a(64, 28, 3, 1);
  const Index T = 48;
  const auto x = check.input<float>("x", {a.C, a.H, a.W}, "chv");
  const auto panel = check.output<float>("panel", {a.rows(), T}, "di");
  Score score;
  score.seconds = check.time(0.1, "column_panel", panel, x, 96, as_int(T), as_int(a.C), as_int(a.H), as_int(a.W),
                             as_int(a.R), as_int(a.S), as_int(a.stride), as_int(a.pad));
  score.bytes = 8.0 * static_cast<double>(panel.size());
  score.size = "48 windows of 3 x 3 on an image of 64 x 28 x 28, pad 1";
  return score;
}

}  // namespace seven::learn
