// softmax_row: one class to many, and scores that are far from zero on either side.
#include <cmath>

#include "learn/checks/counts.h"
#include "learn/checks/values.h"

namespace seven::learn {

void check_softmax_row(Check& check) {
  const Index rows = check.size("rows");
  const Index classes = check.size("classes");
  const double middle = check.number("middle", 0.0);
  const auto x = check.input<float>("x", {rows, classes},
                                    random_floats(check, 0, rows * classes, middle - 4.0, middle + 4.0), "ij");
  const auto y = check.output<float>("y", {rows, classes}, "ij");
  std::vector<double> expected;
  for (Index i = 0; i < rows; ++i) {
    const auto row = x.values().subspan(static_cast<std::size_t>(i * classes), static_cast<std::size_t>(classes));
    double sum = 0.0;
    for (const float value : row) sum += std::exp(value - middle);
    for (const float value : row) expected.push_back(std::exp(value - middle) / sum);
  }
  check.call("softmax_row", y, x, as_int(rows), as_int(classes));
  // Rounding is relative: a few parts in 2^24 for the difference, each power and their sum.
  check.expect(y, expected, {0.0, 1e-6 * static_cast<double>(8 + classes / 32)});
  if (check.size("counted", 0) == 0) return;
  check.expect_at_most("requests to shared memory", check.counts().shared, 0);
  // The scores three times, or twice and the powers once.
  check.expect_at_most("sectors of device memory read", check.counts().load_sectors,
                       static_cast<std::uint64_t>(3 * rows * classes / 8));
}

Score score_softmax_row(Check& check) {
  const Index rows = 8;
  const Index classes = 1000;
  const auto x = check.input<float>("x", {rows, classes}, "ij");
  const auto y = check.output<float>("y", {rows, classes}, "ij");
  check.call("softmax_row", y, x, as_int(rows), as_int(classes));
  return bytes_moved(check, rows * classes, "8 pictures, 1000 classes");
}

}  // namespace seven::learn
