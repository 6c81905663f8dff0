// relu_stride: every element, no block more, and no sector more than the elements fill.
#include "learn/checks/counts.h"

namespace seven::learn {

void check_relu_stride(Check& check) {
  const Index n = check.size("n");
  const auto x = check.input<float>("x", {n}, "i");
  const auto y = check.output<float>("y", {n}, "i");
  std::vector<double> expected;
  for (const float value : x.values()) expected.push_back(value > 0 ? value : 0);
  check.call("relu_stride", y, x, as_int(n));
  check.expect(y, expected, {});
  check.expect_at_most("blocks", check.counts().blocks, 4);
  // Twice the ideal: who reads x[i] two times, to compare and to copy, does no harm that caches do not mend.
  check.expect_at_most("sectors of device memory read", check.counts().load_sectors,
                       2 * static_cast<std::uint64_t>((n + 7) / 8));
}

Score score_relu_stride(Check& check) {
  const Index n = 4096;
  const auto x = check.input<float>("x", {n}, "i");
  const auto y = check.output<float>("y", {n}, "i");
  check.call("relu_stride", y, x, as_int(n));
  return bytes_moved(check, n, "4096 elements");
}

}  // namespace seven::learn
