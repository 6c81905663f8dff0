// pack_rows: each number of a is handed to its place; the rest is zero. Copies: they have to be exact.
#include "learn/checks.h"

namespace seven::learn {

void check_pack_rows(Check& check) {
  const Index rows = check.size("rows");
  const Index depth = check.size("depth");
  const Index lda = check.size("lda", depth);
  const Index T = check.size("t");
  const Index count = (rows + T - 1) / T;
  const auto a = check.input<float>("a", {rows, lda}, "ij");
  const auto panels = check.output<float>("panels", {count, depth, T}, "nki");
  std::vector<double> expected(static_cast<std::size_t>(panels.size()));
  for (Index row = 0; row < rows; ++row)
    for (Index k = 0; k < depth; ++k)
      expected[static_cast<std::size_t>((row / T * depth + k) * T + row % T)] = a[row * lda + k];
  check.call("pack_rows", panels, a, as_int(lda), as_int(rows), as_int(depth), as_int(T));
  check.expect(panels, expected, {0.0, 0.0});
}

Score score_pack_rows(Check& check) {
  const Index rows = 96;
  const Index depth = 512;
  const auto a = check.input<float>("a", {rows, depth}, "ij");
  const auto panels = check.output<float>("panels", {rows / 8, depth, 8}, "nki");
  Score score;
  score.seconds = check.time(0.1, "pack_rows", panels, a, as_int(depth), as_int(rows), as_int(depth), 8);
  score.bytes = 8.0 * static_cast<double>(a.size());
  score.size = "96 rows of 512 in panels of 8";
  return score;
}

}  // namespace seven::learn
