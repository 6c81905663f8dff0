#include "train/metrics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace seven {

//! [rank_of]
Index rank_of(const float* logits, Index classes, Index label) {
  Index rank = 0;
  for (Index c = 0; c < classes; ++c) {
    if (c == label) continue;
    const bool lower = logits[c] < logits[label] || (logits[c] == logits[label] && c > label);
    if (!lower) ++rank;  // counts NaN as higher
  }
  return rank;
}
//! [rank_of]

std::vector<std::pair<Index, double>> top_classes(const float* probabilities, Index classes, Index count) {
  std::vector<Index> order(static_cast<std::size_t>(classes));
  std::iota(order.begin(), order.end(), Index{0});
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return probabilities[a] > probabilities[b]; });
  order.resize(static_cast<std::size_t>(std::min(count, classes)));
  std::vector<std::pair<Index, double>> best;
  for (const Index c : order) best.emplace_back(c, probabilities[c]);
  return best;
}

Score evaluate(Net<float>& net, Loader& loader) {
  Score score;
  Index wrong1 = 0;
  Index wrong5 = 0;
  const Index classes = net.spec().classes;
  Batch batch;
  loader.start(0);
  while (loader.next(batch)) {
    net.forward(batch.images, {.keep = Keep::nothing});
    const Tensor<float>& logits = net.logits();
    const Index n = batch.labels.size();
    const double loss = net.loss(batch.labels);
    score.loss += loss * static_cast<double>(n);
    for (Index i = 0; i < n; ++i) {
      const Index rank = rank_of(logits.data() + i * classes, classes, batch.labels[i]);
      if (rank >= 1) ++wrong1;
      if (rank >= 5) ++wrong5;
    }
    score.images += n;
    if (!std::isfinite(loss) && score.not_finite.empty()) score.not_finite = net.first_not_finite(batch.images, {});
  }
  if (score.images > 0) {
    const auto count = static_cast<double>(score.images);
    score.loss /= count;
    score.top1_error = static_cast<double>(wrong1) / count;
    score.top5_error = static_cast<double>(wrong5) / count;
  }
  return score;
}

}  // namespace seven
