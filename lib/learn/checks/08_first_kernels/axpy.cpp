// axpy: each element once; what lies behind the last one has to stay.
#include "learn/checks/counts.h"

namespace seven::learn {

void check_axpy(Check& check) {
  const Index n = check.size("n");
  const float alpha = 0.75f;
  const auto x = check.input<float>("x", {n}, "i");
  const auto y = check.inout<float>("y", {n}, "i");
  std::vector<double> expected;
  for (Index i = 0; i < n; ++i) expected.push_back(static_cast<double>(y[i]) + static_cast<double>(alpha) * x[i]);
  check.call("axpy", y, x, alpha, as_int(n));
  check.expect(y, expected, sum_tolerance<float>(2));
}

Score score_axpy(Check& check) {
  const Index n = 4096;
  const auto x = check.input<float>("x", {n}, "i");
  const auto y = check.inout<float>("y", {n}, "i");
  check.call("axpy", y, x, 0.75f, as_int(n));
  return bytes_moved(check, n, "4096 elements");
}

}  // namespace seven::learn
