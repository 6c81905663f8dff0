#include "learn/result.h"

namespace seven::learn {

const char* status_word(Status status) {
  switch (status) {
    case Status::pass: return "pass";
    case Status::fail: return "fail";
    case Status::error: return "error";
    case Status::skipped: return "skipped";
  }
  return "";
}

double ExerciseResult::points() const {
  double sum = 0.0;
  for (const CheckResult& check : checks) sum += check.points;
  return sum;
}

double ExerciseResult::max_points() const {
  double sum = 0.0;
  for (const CheckResult& check : checks) sum += check.max_points;
  return sum;
}

const CheckResult* ExerciseResult::first_failure() const {
  for (const CheckResult& check : checks) {
    if (check.status == Status::fail || check.status == Status::error) return &check;
  }
  return nullptr;
}

}  // namespace seven::learn
