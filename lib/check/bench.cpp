#include "check/bench.h"

#include <algorithm>
#include <chrono>

#include "check/registry.h"
#include "core/parallel.h"

namespace seven {

Timing measure(const std::function<void()>& body, double seconds) {
  using Clock = std::chrono::steady_clock;
  const auto since = [](Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
  };
  body();
  std::vector<double> times;
  const Clock::time_point begin = Clock::now();
  while (times.size() < 3 || (since(begin) < seconds && times.size() < 1000)) {
    const Clock::time_point start = Clock::now();
    body();
    times.push_back(since(start));
  }
  std::sort(times.begin(), times.end());
  return {.median = times[times.size() / 2], .minimum = times.front(), .runs = static_cast<int>(times.size())};
}

std::vector<BenchRow> bench_case(const Op& op, const std::string& variant, const OpCase& op_case, double seconds) {
  const Tensors inputs = make_inputs<float>(op, op_case, 1);
  const BoundOp bound = op.bind(variant, Settings(op.name, op.settings, op_case.settings), inputs);
  std::vector<BenchRow> rows;
  for (const Problem& problem : bound.problems) {
    BenchRow row;
    row.op = op.name;
    row.variant = variant;
    row.op_case = op_case.name;
    row.problem = problem.name;
    row.threads = threads();
    row.time = measure(problem.run, seconds);
    row.gflops = problem.flops / row.time.median / 1e9;
    row.gigabytes = problem.bytes / row.time.median / 1e9;
    rows.push_back(row);
  }
  return rows;
}

}  // namespace seven
