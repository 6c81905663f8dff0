#include "check/bench.h"

#include <algorithm>
#include <chrono>

namespace seven {

namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

Timing timing_of(const std::vector<double>& times) {
  return {.median = median(times),
          .minimum = *std::min_element(times.begin(), times.end()),
          .runs = static_cast<int>(times.size())};
}

}  // namespace

double seconds_of(const std::function<void()>& body) {
  const Clock::time_point start = Clock::now();
  body();
  return since(start);
}

double median(std::vector<double> values) {
  if (values.empty()) return 0.0;
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

Timing measure(const std::function<void()>& body, double seconds) {
  body();
  std::vector<double> times;
  const Clock::time_point begin = Clock::now();
  while (times.size() < 3 || (since(begin) < seconds && times.size() < 1000)) times.push_back(seconds_of(body));
  return timing_of(times);
}

std::vector<Timing> measure_in_turn(const std::vector<std::function<void()>>& bodies, double seconds) {
  constexpr int kTurns = 3;
  constexpr std::size_t kMostRuns = 334;  // a turn
  std::vector<std::vector<double>> times(bodies.size());
  for (int turn = 0; turn < kTurns; ++turn) {
    for (std::size_t i = 0; i < bodies.size(); ++i) {
      // What takes longer than its turn fills the caches anew anyway: it need not warm up again.
      if (turn == 0 || times[i].back() < seconds / kTurns) bodies[i]();
      const Clock::time_point begin = Clock::now();
      std::size_t runs = 0;
      do {
        times[i].push_back(seconds_of(bodies[i]));
        ++runs;
      } while (since(begin) < seconds / kTurns && runs < kMostRuns);
    }
  }
  std::vector<Timing> result;
  for (const std::vector<double>& each : times) result.push_back(timing_of(each));
  return result;
}

}  // namespace seven
