// lrn_window: fewer channels than the window, several images, large numbers before small ones; each element read once.
#include <cmath>

#include "learn/checks/counts.h"
#include "learn/checks/values.h"

namespace seven::learn {

namespace {

// With "large_first": the first five channels are a thousand times as large as the others.
std::vector<float> numbers(const Check& check, Index images, Index channels, Index map) {
  std::vector<float> x = random_floats(check, 0, images * channels * map, -1.0, 1.0);
  if (check.size("large_first", 0) == 0) return x;
  for (std::size_t i = 0; i < x.size(); ++i)
    if (static_cast<Index>(i) / map % channels < 5) x[i] *= 1000.0f;
  return x;
}

}  // namespace

void check_lrn_window(Check& check) {
  const Index images = check.size("images", 1);
  const Index channels = check.size("channels");
  const Index map = check.size("map");
  const auto k = static_cast<float>(check.number("k", 2.0));
  const auto alpha = static_cast<float>(check.number("alpha", 0.5));
  const auto beta = static_cast<float>(check.number("beta", 0.75));
  const Shape shape{images, channels, map};
  const auto x = check.input<float>("x", shape, numbers(check, images, channels, map), "icp");
  const auto y = check.output<float>("y", shape, "icp");
  std::vector<double> expected;
  for (Index i = 0; i < x.size(); ++i) {
    const Index c = i / map % channels;
    double sum = 0.0;
    for (Index j = std::max<Index>(-2, -c); j <= std::min<Index>(2, channels - 1 - c); ++j)
      sum += std::pow(static_cast<double>(x[i + j * map]), 2.0);
    expected.push_back(x[i] *
                       std::pow(static_cast<double>(k) + static_cast<double>(alpha) * sum, -static_cast<double>(beta)));
  }
  check.call("lrn_window", y, x, as_int(images), as_int(channels), as_int(map), k, alpha, beta);
  // Nothing is subtracted in the formula, so rounding is relative: a few parts in 2^24, and as much for the power.
  check.expect(y, expected, {0.0, 1e-5});
  if (check.size("counted", 0) == 0) return;
  check.expect_at_most("sectors of device memory read", check.counts().load_sectors,
                       static_cast<std::uint64_t>(images * channels * map / 8));
}

Score score_lrn_window(Check& check) {
  const Index channels = 16;
  const Index map = 256;
  const auto x = check.input<float>("x", {1, channels, map}, "icp");
  const auto y = check.output<float>("y", {1, channels, map}, "icp");
  check.call("lrn_window", y, x, 1, as_int(channels), as_int(map), 2.0f, 1e-4f, 0.75f);
  return bytes_moved(check, channels * map, "16 channels of 256 pixels");
}

}  // namespace seven::learn
