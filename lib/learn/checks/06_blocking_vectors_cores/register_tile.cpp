// register_tile: each sum in double; what lies outside of the tile has to stay.
#include "learn/checks.h"

namespace seven::learn {

void check_register_tile(Check& check) {
  const Index depth = check.size("depth");
  const Index rows = check.size("rows", 4);
  const Index columns = check.size("columns", 8);
  const Index ldc = check.size("ldc", 8);
  // Full of numbers also where c has no row or column: what is written there by mistake is seen.
  const auto a = check.input<float>("a", {depth, 4}, "ki");
  const auto b = check.input<float>("b", {depth, 8}, "kj");
  const auto c = check.inout<float>("c", {rows, ldc}, "ij");
  std::vector<double> expected(c.values().begin(), c.values().end());
  for (Index i = 0; i < rows; ++i)
    for (Index j = 0; j < columns; ++j)
      for (Index k = 0; k < depth; ++k)
        expected[static_cast<std::size_t>(i * ldc + j)] += static_cast<double>(a[k * 4 + i]) * b[k * 8 + j];
  check.call("register_tile", c, a, b, as_int(ldc), as_int(depth), as_int(rows), as_int(columns));
  check.expect(c, expected, sum_tolerance<float>(depth + 1));
}

Score score_register_tile(Check& check) {
  const Index depth = 512;
  const auto a = check.input<float>("a", {depth, 4}, "ki");
  const auto b = check.input<float>("b", {depth, 8}, "kj");
  const auto c = check.inout<float>("c", {4, 8}, std::vector<float>(32), "ij");
  Score score;
  score.seconds = check.time(0.1, "register_tile", c, a, b, 8, as_int(depth), 4, 8);
  score.flops = 2.0 * static_cast<double>(32 * depth);
  score.bytes = 4.0 * static_cast<double>(a.size() + b.size() + 2 * c.size());
  score.size = "a tile of 4 x 8, 512 deep";
  return score;
}

}  // namespace seven::learn
