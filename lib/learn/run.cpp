#include "learn/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "core/error.h"
#include "core/scratch.h"
#include "learn/diagnose.h"
#include "learn/filter.h"
#include "learn/kernels.h"

namespace seven::learn {

namespace {

namespace fs = std::filesystem;

ExerciseResult about(const Exercise& exercise) {
  ExerciseResult result;
  result.id = exercise.id;
  result.chapter = exercise.chapter;
  result.title = exercise.title;
  result.file = exercise.file_name();
  if (exercise.has_kernels()) result.device = "simt";
  result.confined = can_filter();
  return result;
}

// With the names and points of the check; nothing else is known yet.
CheckResult about(const CheckSpec& spec) {
  CheckResult result;
  result.id = spec.id;
  result.title = spec.title;
  result.hidden = spec.hidden;
  result.max_points = spec.weight;
  return result;
}

CheckResult run_check(const CheckSpec& spec, const fs::path& program, const RunOptions& options,
                      const std::string& prefix) {
  const CheckEntry* entry = find_check(spec.run);
  if (entry == nullptr) throw Error("a check runs a function that is not there").where(spec.id).got(spec.run);
  Check check(program, options.limits, spec.numbers, prefix);
  CheckResult& result = check.result();
  result = about(spec);
  result.status = Status::pass;
  try {
    entry->check(check);
  } catch (const CheckEnded&) {
    // `fail` has filled in the result.
  }
  check.finish_output();
  return result;
}

}  // namespace

std::vector<CheckResult> run_checks(const Exercise& exercise, const fs::path& program, const RunOptions& options,
                                    const std::string& prefix) {
  std::vector<CheckResult> results;
  std::set<std::string> failed;
  bool ended = false;
  for (const CheckSpec& spec : exercise.checks) {
    CheckResult result = about(spec);
    if (ended) {
      result.message = "not run: an earlier check failed";
    } else if (failed.contains(spec.depends)) {
      result.message = fmt::format("not run: it needs the check \"{}\", which failed", spec.depends);
      failed.insert(spec.id);
    } else {
      result = run_check(spec, program, options, prefix);
    }
    result.points = result.status == Status::pass ? spec.weight : 0.0;
    if (result.status == Status::fail) failed.insert(spec.id);
    // What cannot come back or cannot be written need not be waited for again.
    ended = ended || (result.status == Status::fail &&
                      (result.word == ending_word(Ending::timeout) || result.word == ending_word(Ending::todo)));
    results.push_back(std::move(result));
  }
  return results;
}

ExerciseResult not_run(const Exercise& exercise, Status status, const std::string& word, const std::string& message) {
  ExerciseResult result = about(exercise);
  result.status = status;
  result.word = word;
  result.message = message;
  for (const CheckSpec& spec : exercise.checks) {
    CheckResult check = about(spec);
    check.status = status;
    check.word = word;
    check.message = message;
    result.checks.push_back(check);
  }
  return result;
}

Score measure(const Workshop& workshop, const Exercise& exercise, const fs::path& file) {
  const CheckEntry* entry = find_check(exercise.id);
  if (entry == nullptr || entry->score == nullptr) return {};
  const Folder folder = Folder::temporary();
  const Built built = workshop.build(exercise, file, folder.path());
  if (built.program.empty()) return {};
  Check check(built.program, Limits{}, {});
  try {
    return entry->score(check);
  } catch (const CheckEnded&) {
    return {};
  }
}

ExerciseResult run_exercise(const Workshop& workshop, const Exercise& exercise, const fs::path& file,
                            const RunOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  ExerciseResult result = about(exercise);
  const auto done = [&] {
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
  };
  const auto nothing_run = [&](Status status, const std::string& word, const std::string& message) {
    result = not_run(exercise, status, word, message);
    return done();
  };
  if (!exercise.needs.empty() && !(exercise.has_kernels() && kernels_here())) {
    return nothing_run(Status::skipped, "needs " + exercise.needs,
                       fmt::format("this machine or build has no {}", exercise.needs));
  }
  std::error_code error;
  if (!fs::is_regular_file(file, error)) {
    return nothing_run(Status::fail, "missing", fmt::format("there is no file {}", file.filename().string()));
  }
  if (fs::file_size(file, error) > (1U << 20)) {
    return nothing_run(Status::fail, "too large", "the file is larger than 1 MB");
  }
  const Folder folder = Folder::temporary();
  const Built built = workshop.build(exercise, file, folder.path());
  if (built.program.empty()) {
    result = not_run(exercise, Status::fail, built.word, built.message);
    result.where = built.where;
    result.details = built.details;
    return done();
  }
  result.details = built.warnings;
  result.ran = true;
  result.checks = run_checks(exercise, built.program, options);
  const CheckResult* failure = result.first_failure();
  if (failure != nullptr && options.diagnose && failure->word != ending_word(Ending::todo) &&
      fs::exists(workshop.toolchain().root / "solutions" / exercise.path()))
    diagnose(exercise, workshop.references(exercise), result.checks);
  result.status = failure == nullptr ? Status::pass : Status::fail;
  if (failure != nullptr) {
    result.word = failure->word;
    result.message = failure->message;
  }
  return done();
}

}  // namespace seven::learn
