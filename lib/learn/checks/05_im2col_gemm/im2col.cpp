// im2col: compared with the matrix made from the pixels' side. Copies: they have to be exact.
#include "learn/checks.h"
#include "learn/checks/05_im2col_gemm/columns.h"

namespace seven::learn {

void check_im2col(Check& check) {
  const ColumnSizes a(check);
  const auto x = check.input<float>("x", {a.C, a.H, a.W}, "chv");
  const auto column = check.output<float>("column", {a.rows(), a.windows()}, "ij");
  check.call("im2col", column, x, as_int(a.C), as_int(a.H), as_int(a.W), as_int(a.R), as_int(a.S), as_int(a.stride),
             as_int(a.pad));
  check.expect(column, column_of(a, x), {0.0, 0.0});
}

Score score_im2col(Check& check) {
  const ColumnSizes a(64, 28, 3, 1);
  const auto x = check.input<float>("x", {a.C, a.H, a.W}, "chv");
  const auto column = check.output<float>("column", {a.rows(), a.windows()}, "ij");
  Score score;
  score.seconds = check.time(0.1, "im2col", column, x, as_int(a.C), as_int(a.H), as_int(a.W), as_int(a.R), as_int(a.S),
                             as_int(a.stride), as_int(a.pad));
  score.bytes = 4.0 * static_cast<double>(x.size() + column.size());
  score.size = "an image of 64 x 28 x 28, kernels of 3 x 3, pad 1";
  return score;
}

}  // namespace seven::learn
