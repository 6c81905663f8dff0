// top_k_error: the classes really sorted, then looked for the right one among the first k.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "learn/checks.h"
#include "learn/checks/04_learning/labels.h"

namespace seven::learn {

namespace {

// NaN before the right class, whose own NaN comes last; else by score, then by number.
bool among_first(const float* scores, Index C, int label, Index k) {
  std::vector<Index> order(static_cast<std::size_t>(C));
  std::iota(order.begin(), order.end(), Index{0});
  const auto key = [&](Index c) {
    const double infinity = std::numeric_limits<double>::infinity();
    if (!std::isnan(scores[c])) return c == label || !std::isnan(scores[label]) ? static_cast<double>(scores[c]) : 0.0;
    return c == label ? -infinity : infinity;
  };
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return key(a) > key(b); });
  const auto end = order.begin() + std::min(k, C);
  return std::find(order.begin(), end, label) != end;
}

enum Nan { none, everywhere, one_each };

}  // namespace

void check_top_k_error(Check& check) {
  const Index N = check.size("n");
  const Index C = check.size("c");
  const Index k = check.size("k");
  const Index levels = check.size("levels", 0);
  const auto nan = static_cast<Nan>(check.size("nan", none));
  auto scores = check.input<float>("scores", {N, C}, "nc");
  auto labels = input_labels(check, N, C);
  Index right = 0;
  for (Index n = 0; n < N; ++n) {
    float* row = scores.data + n * C;
    for (Index c = 0; c < C; ++c) {
      if (levels > 0) row[c] = std::floor((row[c] + 1) / 2 * static_cast<float>(levels));
      if (nan == everywhere || (nan == one_each && c == (3 * n) % C)) row[c] = std::numeric_limits<float>::quiet_NaN();
    }
    if (check.size("right", 0) != 0) labels[n] = as_int(std::max_element(row, row + C) - row);
    if (among_first(row, C, labels[n], k)) ++right;
  }
  const double got = check.call("top_k_error", scores, labels, as_int(N), as_int(C), as_int(k));
  check.expect_value("top_k_error", got, 1.0 - static_cast<double>(right) / static_cast<double>(N), {1e-6, 0.0});
}

}  // namespace seven::learn
