// training_step: matrix by matrix in double, where the solution goes image by image in float.
#include <algorithm>
#include <cmath>
#include <limits>

#include "learn/checks.h"
#include "learn/checks/04_learning/labels.h"

namespace seven::learn {

namespace {

struct Net {
  Index N, C, K;
  std::vector<double> w, b;

  struct Step {
    double loss = 0.0;
    double softest = 0.0;  // the largest p * (1 - p): how much of an error of the logits reaches the probabilities
  };

  Step step(const Array<float>& x, const Array<int>& labels, double rate) {
    Step result;
    std::vector<double> grad_z;
    for (Index n = 0; n < N; ++n) {
      std::vector<double> z(b);
      for (Index c = 0; c < C; ++c)
        for (Index k = 0; k < K; ++k) z[at(k)] += w[at(k * C + c)] * x[n * C + c];
      const double largest = *std::max_element(z.begin(), z.end());
      double sum = 0.0;
      for (const double each : z) sum += std::exp(each - largest);
      const double log_sum = largest + std::log(sum);
      result.loss += (log_sum - z[at(labels[n])]) / static_cast<double>(N);
      for (Index k = 0; k < K; ++k) {
        const double p = std::exp(z[at(k)] - log_sum);
        result.softest = std::max(result.softest, p * (1 - p));
        grad_z.push_back((p - (k == labels[n] ? 1.0 : 0.0)) / static_cast<double>(N));
      }
    }
    for (Index k = 0; k < K; ++k) {
      for (Index n = 0; n < N; ++n) b[at(k)] -= rate * grad_z[at(n * K + k)];
      for (Index c = 0; c < C; ++c)
        for (Index n = 0; n < N; ++n) w[at(k * C + c)] -= rate * grad_z[at(n * K + k)] * x[n * C + c];
    }
    return result;
  }

  static std::size_t at(Index i) { return static_cast<std::size_t>(i); }
};

}  // namespace

void check_training_step(Check& check) {
  const Index N = check.size("n");
  const Index C = check.size("c");
  const Index K = check.size("k");
  const Index steps = check.size("steps", 1);
  const double scale = check.number("scale", 1.0);
  const auto rate = static_cast<float>(check.number("rate", 0.5));
  auto w = check.inout<float>("w", {K, C}, "kc");
  auto b = check.inout<float>("b", {K}, "k");
  auto x = check.input<float>("x", {N, C}, "nc");
  auto labels = input_labels(check, N, K);
  for (float& each : std::span<float>(x.data, static_cast<std::size_t>(x.size()))) each *= static_cast<float>(scale);
  if (check.size("zeros", 0) != 0) {
    std::fill_n(w.data, w.size(), 0.0F);
    std::fill_n(b.data, b.size(), 0.0F);
  }
  Net net{N, C, K, {w.values().begin(), w.values().end()}, {b.values().begin(), b.values().end()}};
  const double rounding = sum_tolerance<float>(N + C + K).absolute;
  for (Index step = 1; step <= steps; ++step) {
    const double loss = check.call("training_step", w, b, x, labels, as_int(N), as_int(C), as_int(K), rate);
    const Net::Step right = net.step(x, labels, rate);
    // The logits are rounded in proportion to their size; the loss sees that at once, the gradient as far as the
    // probabilities are not 0 or 1; and each step hands on what it has got.
    const double logits = rounding * std::max(1.0, scale) * static_cast<double>(step);
    check.expect_value("the loss", loss, right.loss, {logits, rounding});
    const double moved = rate * std::max(1.0, scale);
    const Tolerance tolerance{rounding * (1 + moved) * static_cast<double>(step) + moved * right.softest * logits, 0.0};
    check.expect(w, net.w, tolerance);
    check.expect(b, net.b, tolerance);
  }
}

Score score_training_step(Check& check) {
  const Index N = 32;
  const Index C = 256;
  const Index K = 10;
  auto w = check.inout<float>("w", {K, C}, "kc");
  auto b = check.inout<float>("b", {K}, "k");
  auto x = check.input<float>("x", {N, C}, "nc");
  auto labels = input_labels(check, N, K);
  Score score;
  score.seconds = check.time(0.1, "training_step", w, b, x, labels, as_int(N), as_int(C), as_int(K), 0.001F);
  score.flops = 4.0 * static_cast<double>(N * C * K);
  score.bytes = 4.0 * static_cast<double>(2 * w.size() + 2 * b.size() + x.size());
  score.size = "32 images, 256 inputs, 10 classes";
  return score;
}

}  // namespace seven::learn
