#include "learn/diagnose.h"

#include <algorithm>
#include <cmath>

#include "learn/run.h"

namespace seven::learn {

namespace {

bool alike(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  if (std::isinf(a) || std::isinf(b)) return a == b;
  return std::abs(a - b) <= 1e-6 + 1e-4 * std::max(std::abs(a), std::abs(b));
}

bool alike(const Observed& a, const Observed& b) {
  return a.values.size() == b.values.size() &&
         std::equal(a.values.begin(), a.values.end(), b.values.begin(), [](double x, double y) { return alike(x, y); });
}

// The same numbers at each step, and the same end.
bool alike(const CheckResult& a, const CheckResult& b) {
  return a.status == b.status && a.word == b.word && a.where == b.where && a.finding == b.finding &&
         a.observed.size() == b.observed.size() &&
         std::equal(a.observed.begin(), a.observed.end(), b.observed.begin(),
                    [](const Observed& x, const Observed& y) { return alike(x, y); });
}

}  // namespace

void diagnose(const Exercise& exercise, const std::filesystem::path& references, std::vector<CheckResult>& results) {
  struct Candidate {
    const Mistake* mistake;
    std::vector<CheckResult> checks;
    std::size_t agreed = 0;
  };
  RunOptions options;
  options.diagnose = false;
  // A mistake that never ends is recognised by that, if the student's function did not end either; others come back at
  // once, on a busy machine later.
  const bool endless = std::any_of(results.begin(), results.end(), [](const CheckResult& result) {
    return result.word == ending_word(Ending::timeout);
  });
  options.limits.seconds = endless ? 1.0 : 5.0;
  std::vector<Candidate> candidates;
  for (const Mistake& mistake : exercise.mistakes) {
    Candidate candidate{&mistake, run_checks(exercise, references, options, mistake.id + "/"), 0};
    for (std::size_t i = 0; i < results.size() && i < candidate.checks.size(); ++i)
      candidate.agreed += alike(results[i], candidate.checks[i]) ? 1 : 0;
    candidates.push_back(std::move(candidate));
  }
  // A mistake that explains the other checks too is the likelier one.
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.agreed > b.agreed; });
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (results[i].status != Status::fail) continue;
    for (const Candidate& candidate : candidates) {
      if (i >= candidate.checks.size() || !alike(results[i], candidate.checks[i])) continue;
      results[i].mistake = candidate.mistake->id;
      results[i].mistake_title = candidate.mistake->title;
      results[i].cause = candidate.mistake->cause;
      break;
    }
  }
}

}  // namespace seven::learn
