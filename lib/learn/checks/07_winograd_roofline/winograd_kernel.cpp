// winograd_kernel: the double sum, element by element, in double.
#include "learn/checks.h"

namespace seven::learn {

void check_winograd_kernel(Check& check) {
  const Index only = check.size("only", -1);  // a kernel with a single 1 shows one product of columns of G
  std::vector<float> one(9);
  if (only >= 0) one[static_cast<std::size_t>(only)] = 1.0F;
  const auto g = only >= 0 ? check.input<float>("g", {3, 3}, one, "rs") : check.input<float>("g", {3, 3}, "rs");
  const auto u = check.output<float>("u", {4, 4}, "ij");
  // Row i of G: the powers of a point, 1, x, x^2, times a constant; the last row is the point at infinity.
  const auto entry = [](Index i, Index r) {
    if (i == 0 || i == 3) return (i == 0 ? r == 0 : r == 2) ? 1.0 : 0.0;
    return i == 2 && r == 1 ? -0.5 : 0.5;
  };
  std::vector<double> expected;
  for (Index i = 0; i < 4; ++i)
    for (Index j = 0; j < 4; ++j) {
      double sum = 0.0;
      for (Index e = 0; e < 9; ++e) sum += entry(i, e / 3) * g[e] * entry(j, e % 3);
      expected.push_back(sum);
    }
  check.call("winograd_kernel", u, g);
  check.expect(u, expected, sum_tolerance<float>(9));
}

Score score_winograd_kernel(Check& check) {
  const auto g = check.input<float>("g", {3, 3}, "rs");
  const auto u = check.output<float>("u", {4, 4}, "ij");
  Score score;
  score.seconds = check.time(0.1, "winograd_kernel", u, g);
  score.bytes = 4.0 * 25.0;
  score.size = "one kernel";
  return score;
}

}  // namespace seven::learn
