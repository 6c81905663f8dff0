#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "learn/formats.h"

namespace seven::learn {

std::string gradescope_json(const Submission& submission) {
  using Json = nlohmann::ordered_json;
  Json tests = Json::array();
  int number = 0;
  for (const ExerciseResult& exercise : submission.exercises) {
    ++number;
    int check_number = 0;
    for (const CheckResult& check : exercise.checks) {
      tests.push_back({{"name", fmt::format("{}: {}", exercise.id, check.title)},
                       {"number", fmt::format("{}.{}", number, ++check_number)},
                       {"score", check.points},
                       {"max_score", check.max_points},
                       {"status", check.status == Status::pass ? "passed" : "failed"},
                       {"output", check_text(check)},
                       {"tags", {exercise.chapter}},
                       {"visibility", check.hidden ? "hidden" : "visible"}});
    }
  }
  return Json{{"score", submission.points()},
              {"execution_time", submission.seconds},
              {"output", submission.summary()},
              {"stdout_visibility", "hidden"},
              {"tests", tests}}
             .dump(2, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

}  // namespace seven::learn
