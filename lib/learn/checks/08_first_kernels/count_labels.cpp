// count_labels: every picture counts once.
#include <fmt/format.h>

#include "learn/checks/counts.h"

namespace seven::learn {

namespace {

std::vector<double> counted(const Array<int>& labels, Index classes) {
  std::vector<double> counts(static_cast<std::size_t>(classes));
  for (const int label : labels.values()) counts[static_cast<std::size_t>(label)] += 1.0;
  return counts;
}

}  // namespace

void check_count_labels(Check& check) {
  const Index n = check.size("n");
  const Index classes = 10;
  // One class for all, or each from 0 to 9.
  const auto labels = check.size("same", 0) != 0
                          ? check.input<int>("labels", {n}, std::vector<int>(static_cast<std::size_t>(n), 3), "i")
                          : check.input<int>("labels", {n}, "i");
  const auto counts = check.inout<int>("counts", {classes}, std::vector<int>(10), "c");
  check.call("count_labels", counts, labels, as_int(n));
  check.expect(counts, counted(labels, classes), {});
}

Score score_count_labels(Check& check) {
  const Index n = 4096;
  const auto labels = check.input<int>("labels", {n}, "i");
  const auto counts = check.inout<int>("counts", {10}, std::vector<int>(10), "c");
  check.call("count_labels", counts, labels, as_int(n));
  Score score;
  score.counted = fmt::format("{:.2f} requests of atomics for each 32 pictures",
                              32.0 * static_cast<double>(check.counts().atomics) / static_cast<double>(n));
  score.size = "4096 pictures in 10 classes";
  return score;
}

}  // namespace seven::learn
