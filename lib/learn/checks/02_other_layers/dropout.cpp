// dropout, in training and at test. The random numbers are handed in, so the result is known exactly.
#include <limits>

#include "learn/checks.h"
#include "learn/checks/values.h"

namespace seven::learn {

namespace {

// Multiples of 2^-24, so that none is rounded up to 1.
std::vector<float> random_numbers(const Check& check, Index count) {
  Random random = case_random(check, 1);
  std::vector<float> u(static_cast<std::size_t>(count));
  for (float& value : u) value = static_cast<float>(random.below(1 << 24)) * 0x1p-24f;
  return u;
}

}  // namespace

void check_dropout(Check& check) {
  const Index size = check.size("size");
  const auto rate = static_cast<float>(check.number("rate"));
  const bool training = check.size("training") != 0;
  const Shape shape{size};
  std::vector<float> u = random_numbers(check, size);
  if (check.size("at_rate", 0) != 0) u[static_cast<std::size_t>(size / 2)] = rate;
  if (!training) u.assign(u.size(), std::numeric_limits<float>::quiet_NaN());

  const auto x = check.input<float>("x", shape, "i");
  const auto random = check.input<float>("u", shape, u, "i");
  const auto y = check.output<float>("y", shape, "i");
  const auto mask = training ? check.output<float>("mask", shape, "i") : check.inout<float>("mask", shape, "i");
  std::vector<double> expected_mask(mask.values().begin(), mask.values().end());
  std::vector<double> expected_y(x.values().begin(), x.values().end());
  if (training) {
    const double factor = 1.0 / (1.0 - static_cast<double>(rate));
    for (std::size_t i = 0; i < u.size(); ++i) {
      const bool kept = u[i] >= rate;
      expected_mask[i] = kept ? 1.0 : 0.0;
      expected_y[i] *= kept ? factor : 0.0;
    }
  }
  check.call("dropout", y, mask, x, random, as_int(size), rate, training ? 1 : 0);
  // The easier one to think about first: in training y follows from the mask, at test the mask has no part in it.
  if (training) check.expect(mask, expected_mask, {0.0, 0.0});
  check.expect(y, expected_y, sum_tolerance<float>(1));
  if (!training) check.expect(mask, expected_mask, {0.0, 0.0});
}

}  // namespace seven::learn
