#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "learn/formats.h"

namespace seven::learn {

std::string classroom_json(const Submission& submission) {
  using Json = nlohmann::ordered_json;
  Json tests = Json::array();
  bool failed = false, error = false;
  int hidden = 0;
  for (const ExerciseResult& exercise : submission.exercises) {
    for (const CheckResult& check : exercise.checks) {
      failed = failed || check.status == Status::fail || check.status == Status::skipped;
      error = error || check.status == Status::error;
      const bool passed = check.status == Status::pass;
      tests.push_back({{"name", check.hidden ? fmt::format("hidden check {}", ++hidden)
                                             : fmt::format("{}: {}", exercise.id, check.title)},
                       {"status", passed                          ? "pass"
                                  : check.status == Status::error ? "error"
                                                                  : "fail"},
                       {"message", passed || check.hidden ? "" : check_text(check)},
                       {"test_code", fmt::format("./seven learn run {}", exercise.id)},
                       {"filename", exercise.chapter + "/" + exercise.file},
                       {"line_no", 0},
                       {"execution_time", fmt::format("{:.2f}s", check.seconds)},
                       {"score", check.points}});
    }
  }
  return Json{{"version", 1},
              {"status", error    ? "error"
                         : failed ? "fail"
                                  : "pass"},
              {"max_score", submission.max_points()},
              {"tests", tests}}
             .dump(-1, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

}  // namespace seven::learn
