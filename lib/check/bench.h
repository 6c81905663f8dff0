// Timing: how long a registered case of an op takes. (Whole training steps: lab/bench_step.h.)
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ops/op.h"

namespace seven {

// How long something took, over several runs after one that does not count.
struct Timing {
  double median = 0.0;  // seconds
  double minimum = 0.0;
  int runs = 0;
};

// Runs `body` once to warm up, then until `seconds` have passed, at least three times and at most 1,000.
Timing measure(const std::function<void()>& body, double seconds);

struct BenchRow {
  std::string op, variant, op_case, problem;
  int threads = 0;
  Timing time;
  double gflops = 0.0;     // 1e9 floating-point operations a second
  double gigabytes = 0.0;  // 1e9 bytes a second of the least traffic the problem needs
};

// Times every problem of one registered case in float.
std::vector<BenchRow> bench_case(const Op& op, const std::string& variant, const OpCase& op_case, double seconds);

}  // namespace seven
