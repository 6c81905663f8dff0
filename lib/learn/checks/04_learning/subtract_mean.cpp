// subtract_mean: the shares of all images are added up in one walk through memory, in double.
#include <algorithm>

#include "learn/checks.h"

namespace seven::learn {

namespace {

constexpr double kWhite = 255.0;  // the grey level of a white pixel

}  // namespace

void check_subtract_mean(Check& check) {
  const Index N = check.size("n");
  const Index C = check.size("c");
  const Index H = check.size("h");
  const Index W = check.size("w");
  const bool white = check.size("white", 0) != 0;
  auto mean = check.output<float>("mean", {C, H, W}, "chv");
  auto x = check.inout<float>("x", {N, C, H, W}, "nchv");
  if (white) std::fill_n(x.data, x.size(), static_cast<float>(kWhite));
  const auto size = static_cast<std::size_t>(mean.size());
  std::vector<double> rest(x.values().begin(), x.values().end());
  std::vector<double> expected(size);
  for (std::size_t i = 0; i < rest.size(); ++i) expected[i % size] += rest[i] / static_cast<double>(N);
  for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= expected[i % size];
  check.call("subtract_mean", mean, x, as_int(N), as_int(C), as_int(H), as_int(W));
  // The mean is rounded to float, and the difference again; nothing else may be lost.
  const Tolerance tolerance = sum_tolerance<float>(1, white ? kWhite : 1.0);
  check.expect(mean, expected, tolerance);
  check.expect(x, rest, tolerance);
}

Score score_subtract_mean(Check& check) {
  const Index N = 64;
  auto mean = check.output<float>("mean", {3, 32, 32}, "chv");
  auto x = check.inout<float>("x", {N, 3, 32, 32}, "nchv");
  Score score;
  score.seconds = check.time(0.1, "subtract_mean", mean, x, as_int(N), 3, 32, 32);
  score.bytes = 4.0 * static_cast<double>(3 * x.size() + mean.size());
  score.size = "64 images of 3 x 32 x 32";
  return score;
}

}  // namespace seven::learn
