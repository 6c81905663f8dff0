// softmax_loss, compared in double by differences: y[c] = 1 / (sum over d of exp(x[d] - x[c])). There the exponential
// of a single score never appears.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "learn/checks.h"
#include "learn/checks/values.h"

namespace seven::learn {

namespace {

// log of the sum over d of exp(x[d] - x[c]). With c the largest it is log(1 + ...), so start there.
double log_sum(const std::vector<double>& row, std::size_t c) {
  const double largest = *std::max_element(row.begin(), row.end());
  double rest = 0.0;
  for (const double score : row) rest += std::exp(score - largest);
  return std::log(rest) + largest - row[c];
}

}  // namespace

void check_softmax_loss(Check& check) {
  const Index N = check.size("n");
  const Index C = check.size("c");
  const double scale = check.number("scale", 1.0);
  std::vector<float> scores = random_floats(check, 0, N * C, -scale, scale);
  std::vector<int> labels;
  Random random = case_random(check, 1);
  double largest = 0.0;
  for (Index n = 0; n < N; ++n) {
    const auto row = scores.begin() + n * C;
    for (auto score = row; score != row + C; ++score) {
      *score += static_cast<float>(static_cast<double>(n) * check.number("offset", 0.0));
      largest = std::max(largest, std::abs(static_cast<double>(*score)));
    }
    const Index smallest = std::min_element(row, row + C) - row;
    labels.push_back(as_int(check.size("worst", 0) != 0 ? smallest : random.below(C)));
  }
  const auto x = check.input<float>("x", {N, C}, scores, "nc");
  const auto label = check.input<int>("labels", {N}, labels, "n");
  const auto y = check.output<float>("y", {N, C}, "nc");
  const double loss = check.call("softmax_loss", y, x, label, as_int(N), as_int(C));

  std::vector<double> probabilities;
  double expected = 0.0;
  for (Index n = 0; n < N; ++n) {
    const std::vector<double> row(scores.begin() + n * C, scores.begin() + (n + 1) * C);
    for (std::size_t c = 0; c < row.size(); ++c) probabilities.push_back(std::exp(-log_sum(row, c)));
    expected += log_sum(row, static_cast<std::size_t>(labels[static_cast<std::size_t>(n)]));
  }
  // Scores of size `largest` are rounded to eps * largest, and what is off in the exponent is off in y, relatively.
  Tolerance tolerance = sum_tolerance<float>(C);
  tolerance.relative *= 1.0 + largest;
  check.expect(y, probabilities, tolerance);
  // The loss is a sum of scores, so it is as exact as they are.
  check.expect_value("the loss", loss, expected / static_cast<double>(N), sum_tolerance<float>(N + C, 1.0 + largest));
}

}  // namespace seven::learn
