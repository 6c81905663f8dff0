// softmax_loss_backward: through the chain rule, the log's gradient times that of softmax, in double.
#include <cmath>

#include "learn/checks.h"
#include "learn/checks/04_learning/labels.h"

namespace seven::learn {

namespace {

// dp[l] / dz[c] = p[l] * ((c == l) - p[c]), times -1 / p[l] of the log: p[l] cancels.
double logit_gradient(double p_of_class, bool right_class) { return -((right_class ? 1.0 : 0.0) - p_of_class); }

}  // namespace

void check_softmax_loss_backward(Check& check) {
  const Index N = check.size("n");
  const Index C = check.size("c");
  auto grad_z = check.output<float>("grad_z", {N, C}, "nc");
  auto p = check.input<float>("p", {N, C}, "nc");
  auto labels = input_labels(check, N, C);
  for (Index n = 0; n < N; ++n) {
    if (check.size("ends", 0) != 0) labels[n] = n % 2 == 0 ? 0 : as_int(C - 1);
    double sum = 0.0;
    for (Index c = 0; c < C; ++c) sum += std::exp(2.0 * p[n * C + c]);
    for (Index c = 0; c < C; ++c) {
      p[n * C + c] = static_cast<float>(std::exp(2.0 * p[n * C + c]) / sum);
      if (check.size("certain", 0) != 0) p[n * C + c] = c == n / 2 % C ? 1.0F : 0.0F;
    }
  }
  std::vector<double> expected;
  for (Index n = 0; n < N; ++n)
    for (Index c = 0; c < C; ++c)
      expected.push_back(logit_gradient(p[n * C + c], labels[n] == c) / static_cast<double>(N));
  check.call("softmax_loss_backward", grad_z, p, labels, as_int(N), as_int(C));
  check.expect(grad_z, expected, sum_tolerance<float>(1));
}

}  // namespace seven::learn
