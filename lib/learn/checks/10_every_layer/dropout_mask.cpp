// dropout_mask: a thread a unit, several units a thread, any rate and seed. The words are exact, so the mask is too.
#include "learn/checks/counts.h"

namespace seven::learn {

namespace {

// As it stands in the exercise.
std::uint32_t word(std::uint32_t seed, std::uint32_t i) {
  std::uint32_t bits = (i * 0x9E3779B9U) ^ (seed * 0x85EBCA6BU);
  bits = (bits ^ (bits >> 16)) * 0x7FEB352DU;
  bits = (bits ^ (bits >> 15)) * 0x846CA68BU;
  return bits ^ (bits >> 16);
}

}  // namespace

void check_dropout_mask(Check& check) {
  const Index n = check.size("n");
  const auto rate = static_cast<float>(check.number("rate", 0.5));
  const Index seed = check.size("number", 1);
  const Index blocks = check.size("blocks", (n + 127) / 128);
  const auto x = check.input<float>("x", {n}, "i");
  const auto y = check.output<float>("y", {n}, "i");
  std::vector<double> expected;
  for (Index i = 0; i < n; ++i) {
    const bool dropped = word(static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(i)) < rate * 0x1p32;
    expected.push_back(dropped ? 0.0 : x[i] / (1.0 - static_cast<double>(rate)));
  }
  check.call("dropout_mask", y, x, as_int(n), rate, as_int(seed), as_int(blocks));
  check.expect(y, expected, sum_tolerance<float>(2));
  if (check.size("counted", 0) == 0) return;
  check.expect_at_most("sectors of device memory moved", sectors_moved(check), static_cast<std::uint64_t>(2 * n / 8));
}

Score score_dropout_mask(Check& check) {
  const Index n = 4096;
  const auto x = check.input<float>("x", {n}, "i");
  const auto y = check.output<float>("y", {n}, "i");
  check.call("dropout_mask", y, x, as_int(n), 0.5f, 1, as_int(n / 128));
  return bytes_moved(check, n, "4096 units");
}

}  // namespace seven::learn
