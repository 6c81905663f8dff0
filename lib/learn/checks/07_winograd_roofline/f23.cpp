// f23: the four products as asked for, and the two outputs as a filter of three taps gives them.
#include "learn/checks.h"

namespace seven::learn {

void check_f23(Check& check) {
  const bool whole = check.size("whole", 0) != 0;  // small whole numbers, to be followed with a pencil
  const auto d = whole ? check.input<float>("d", {4}, {1, 2, 3, 5}, "i") : check.input<float>("d", {4}, "i");
  const auto g = whole ? check.input<float>("g", {3}, {2, 4, 6}, "i") : check.input<float>("g", {3}, "i");
  const auto m = check.output<float>("m", {4}, "i");
  const auto y = check.output<float>("y", {2}, "i");
  const double even = 0.5 * (static_cast<double>(g[0]) + g[2]);
  const double odd = 0.5 * static_cast<double>(g[1]);
  const std::vector<double> products = {
      (static_cast<double>(d[0]) - d[2]) * g[0], (static_cast<double>(d[1]) + d[2]) * (even + odd),
      (static_cast<double>(d[2]) - d[1]) * (even - odd), (static_cast<double>(d[1]) - d[3]) * g[2]};
  std::vector<double> outputs(2);
  for (Index j = 0; j < 2; ++j)
    for (Index r = 0; r < 3; ++r) outputs[static_cast<std::size_t>(j)] += static_cast<double>(d[j + r]) * g[r];
  check.call("f23", y, m, d, g);
  check.expect(m, products, sum_tolerance<float>(6));
  check.expect(y, outputs, sum_tolerance<float>(12));
}

}  // namespace seven::learn
