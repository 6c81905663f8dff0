#include "lab/roofline_dots.h"

#include <algorithm>

namespace seven {

std::vector<RooflineDot> roofline_dots(const std::vector<BenchRow>& rows) {
  const bool several =
      std::any_of(rows.begin(), rows.end(), [&](const BenchRow& row) { return row.op != rows.front().op; });
  std::vector<RooflineDot> dots;
  for (const BenchRow& row : rows) {
    if (row.flops <= 0.0 || row.bytes <= 0.0) continue;
    dots.push_back({.label = several ? row.op + " " + row.op_case : row.op_case,
                    .group = row.problem,
                    .intensity = row.flops / row.bytes,
                    .gflops = row.gflops});
  }
  return dots;
}

std::vector<RooflineDot> roofline_dots(const StepReport& report) {
  std::vector<RooflineDot> dots;
  const auto add = [&](const StepPart& part, const char* group, const PassCost& cost) {
    if (cost.flops <= 0.0 || cost.bytes <= 0.0 || cost.seconds <= 0.0) return;
    dots.push_back({.label = part.name,
                    .group = group,
                    .intensity = cost.flops / cost.bytes,
                    .gflops = cost.flops / cost.seconds / 1e9});
  };
  for (const StepPart& part : report.parts) {
    add(part, "forward", part.forward);
    add(part, "backward", part.backward);
  }
  return dots;
}

}  // namespace seven
