#include <cmath>
#include <nlohmann/json.hpp>

#include "learn/formats.h"

namespace seven::learn {

namespace {

using Json = nlohmann::ordered_json;

// JSON has no NaN: null says that there is no such number.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json check_json(const CheckResult& check) {
  return {{"id", check.id},
          {"title", check.title},
          {"status", status_word(check.status)},
          {"points", check.points},
          {"max", check.max_points},
          {"visibility", check.hidden ? "hidden" : "visible"},
          {"word", check.word},
          {"message", check.message},
          {"where", check.where},
          {"expected", check.expected},
          {"actual", check.actual},
          {"relative_error", number(check.relative_error)},
          {"allowed", number(check.allowed)},
          {"symptom", check.symptom},
          {"cause_id", check.mistake},
          {"cause_title", check.mistake_title},
          {"rationale", check.cause},
          {"seconds", check.seconds},
          {"output", check.output}};
}

Json exercise_json(const Submission& submission, const ExerciseResult& exercise) {
  Json checks = Json::array();
  for (const CheckResult& check : exercise.checks) checks.push_back(check_json(check));
  const auto count = [&](const std::map<std::string, int>& of) {
    return of.contains(exercise.id) ? of.at(exercise.id) : 0;
  };
  return {{"id", exercise.id},
          {"chapter", exercise.chapter},
          {"title", exercise.title},
          {"status", status_word(exercise.status)},
          {"word", exercise.word},
          {"message", exercise.message},
          {"where", exercise.where},
          {"details", exercise.details},
          {"points", exercise.points()},
          {"max", exercise.max_points()},
          {"hints", count(submission.hints)},
          {"runs", count(submission.runs)},
          {"device", exercise.device},
          {"confined", exercise.confined},
          {"seconds", exercise.seconds},
          {"score", exercise.score},
          {"checks", checks}};
}

}  // namespace

std::string grades_json(const std::vector<Submission>& submissions, const std::string& assignment,
                        const std::string& command) {
  Json list = Json::array();
  for (const Submission& submission : submissions) {
    Json exercises = Json::array();
    for (const ExerciseResult& exercise : submission.exercises)
      exercises.push_back(exercise_json(submission, exercise));
    list.push_back({{"student", submission.student},
                    {"last_name", submission.last_name},
                    {"first_name", submission.first_name},
                    {"email", submission.email},
                    {"submitted", submission.submitted},
                    {"points", submission.points()},
                    {"max", submission.max_points()},
                    {"summary", submission.summary()},
                    {"seconds", submission.seconds},
                    {"exercises", exercises}});
  }
  // A student's output may be no UTF-8: what is not is replaced.
  return Json{{"version", 1}, {"assignment", assignment}, {"command", command}, {"submissions", list}}.dump(
             2, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

}  // namespace seven::learn
