// Timing: how long something takes, alone or in turn with others. (Registered cases of an op: check/bench_ops.h. Whole
// training steps: lab/bench_step.h.)
#pragma once

#include <functional>
#include <vector>

namespace seven {

// How long something took, over several runs after one that does not count.
struct Timing {
  double median = 0.0;  // seconds
  double minimum = 0.0;
  int runs = 0;
};

// The seconds that one run takes.
double seconds_of(const std::function<void()>& body);

// The middle one of these, the upper of two; 0 of none.
double median(std::vector<double> values);

// Runs `body` once to warm up, then until `seconds` have passed, at least three times and at most 1,000.
Timing measure(const std::function<void()>& body, double seconds);

// The same for several bodies that are to be compared, about `seconds` each: they take turns, so that a machine that
// changes its speed on the way changes it for all of them. Each turn starts with a run that does not count.
std::vector<Timing> measure_in_turn(const std::vector<std::function<void()>>& bodies, double seconds);

}  // namespace seven
