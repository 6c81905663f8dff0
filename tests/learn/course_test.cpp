// The course tests itself from both sides: exercises as handed out fail with their own sentence, solutions pass, named
// mistakes are caught and recognised, and so are wrong answers written in other words.
#include <doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <exception>
#include <functional>
#include <thread>

#include "learn/audit.h"
#include "learn/course.h"
#include "learn/process.h"

using namespace seven;
using namespace seven::learn;
namespace fs = std::filesystem;

namespace {

const fs::path kRoot = SEVEN_SOURCE_DIR;

// The exercise as handed out: in a learner's clone the file in exercises/ may be solved already, but git has it.
std::string handed_out(const Exercise& exercise) {
  const ProcessResult git =
      run_process({"git", "-C", kRoot.string(), "show", "HEAD:./exercises/" + exercise.path()}, 10.0);
  return git.exit_code == 0 ? git.output : read_file(kRoot / "exercises" / exercise.path());
}

// Calls do(i) for i of 0 .. count-1, two at a time: nearly all of the time goes to compilers, each a process of its
// own.
void two_at_a_time(std::size_t count, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr thrown[2];
  const auto run = [&](int thread) {
    try {
      for (std::size_t i = next++; i < count; i = next++) work(i);
    } catch (...) {
      thrown[thread] = std::current_exception();
    }
  };
  std::thread second(run, 1);
  run(0);
  second.join();
  for (const std::exception_ptr& each : thrown) {
    if (each) std::rethrow_exception(each);
  }
}

}  // namespace

TEST_CASE("every exercise, from both sides") {
  const std::vector<Exercise>& exercises = course::manifest().exercises;
  std::vector<ExerciseAudit> audits(exercises.size());
  std::vector<std::string> texts;
  for (const Exercise& exercise : exercises) texts.push_back(handed_out(exercise));
  (void)course::workshop();
  two_at_a_time(exercises.size(), [&](std::size_t i) {
    if (texts[i].find("TODO(you)") != std::string::npos)
      audits[i] = audit_exercise(course::workshop(), exercises[i], texts[i]);
  });
  int mistakes = 0, caught = 0, diagnosed = 0;
  for (std::size_t i = 0; i < exercises.size(); ++i) {
    const Exercise& exercise = exercises[i];
    const std::string& unsolved = texts[i];
    if (unsolved.find("TODO(you)") == std::string::npos) {
      // Committed by a learner, perhaps; what is handed out is tested where the project is tested.
      REQUIRE_MESSAGE(std::getenv("CI") == nullptr, exercise.id << " has no TODO(you)");
      MESSAGE("skipped: exercises/" << exercise.path() << " is solved in this clone");
      continue;
    }
    const ExerciseAudit& audit = audits[i];
    for (const std::string& fault : audit.faults) FAIL_CHECK(fault);
    mistakes += audit.mistakes;
    caught += audit.caught;
    diagnosed += audit.diagnosed;
  }
  MESSAGE(fmt::format("{} of {} named mistakes caught, {} of them recognised", caught, mistakes, diagnosed));
  CHECK(caught == mistakes);
  CHECK(diagnosed >= 0.8 * caught);
}

TEST_CASE("nothing is missing and nothing lies about") {
  for (const std::string& fault : audit_folders(course::manifest())) FAIL_CHECK(fault);
  CHECK(course::manifest().exercises.size() >= 16);
}

// tests/learn/wrong/ID.MISTAKE.cpp: what a student might write, in other words than the mistake's own.
TEST_CASE("wrong answers in other words are recognised") {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(kRoot / "tests/learn/wrong")) paths.push_back(entry.path());
  const auto id_of = [](const fs::path& path) {
    return path.stem().string().substr(0, path.stem().string().find('.'));
  };
  std::vector<ExerciseResult> results(paths.size());
  // Made first: two threads must not make the same exercise's references.
  for (const fs::path& path : paths) (void)course::workshop().references(course::manifest().exercise(id_of(path)));
  two_at_a_time(paths.size(),
                [&](std::size_t i) { results[i] = course::result_of(id_of(paths[i]), read_file(paths[i])); });
  int files = 0, caught = 0, recognised = 0;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const std::string name = paths[i].stem().string();
    const std::string mistake = name.substr(name.find('.') + 1);
    CAPTURE(name);
    const Exercise& exercise = course::manifest().exercise(id_of(paths[i]));
    CHECK(std::any_of(exercise.mistakes.begin(), exercise.mistakes.end(),
                      [&](const Mistake& each) { return each.id == mistake; }));
    const ExerciseResult& result = results[i];
    ++files;
    REQUIRE(result.first_failure() != nullptr);
    ++caught;
    if (result.first_failure()->mistake == mistake) {
      ++recognised;
    } else {
      MESSAGE(name << ": taken for \"" << result.first_failure()->mistake << "\"");
    }
  }
  MESSAGE(fmt::format("{} of {} wrong answers caught, {} of them recognised", caught, files, recognised));
  CHECK(files > 0);
  CHECK(recognised >= 0.8 * caught);
}

TEST_CASE("the audit can fail") {
  Exercise exercise = course::manifest().exercise("output_size");
  const std::string unsolved = handed_out(exercise);
  const auto faults = [&](const Exercise& of, const std::string& text) {
    std::string all;
    for (const std::string& fault : audit_exercise(course::workshop(), of, text).faults) all += fault + "\n";
    return all;
  };
  CHECK(contains(faults(exercise, course::solution("output_size")), "does not fail"));
  CHECK(contains(faults(exercise, course::solution("output_size")), "no // TODO(you)"));
  Exercise harmless = exercise;
  harmless.mistakes[0].replace = "/ stride + 1 + 0";
  CHECK(contains(faults(harmless, unsolved), "is not caught"));
  Exercise poor = exercise;
  poor.hints.pop_back();
  poor.mistakes.resize(2);
  CHECK(contains(faults(poor, unsolved), "three hints"));
  CHECK(contains(faults(poor, unsolved), "fewer than three"));
  Exercise other = exercise;
  other.checks[0].run = "nothing";
  CHECK(contains(faults(other, unsolved), "which is not there"));
  exercise.mistakes[0].find = "not in the solution";
  CHECK_THROWS(audit_exercise(course::workshop(), exercise, unsolved));
}
