#include "learn/grade.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <sstream>
#include <thread>

#include "core/error.h"
#include "core/file.h"
#include "core/suggest.h"
#include "learn/state.h"

namespace seven::learn {

namespace {

namespace fs = std::filesystem;

// The student's file for the exercise; one that is not there is the first place it could have been.
fs::path find_file(const fs::path& folder, const Exercise& exercise) {
  const fs::path places[] = {folder / "exercises" / exercise.path(), folder / exercise.path(),
                             folder / exercise.file_name()};
  std::error_code ignored;
  for (const fs::path& place : places) {
    if (fs::symlink_status(place, ignored).type() != fs::file_type::not_found) return place;
  }
  return places[0];
}

// A link could lead to the solution.
bool leaves(const fs::path& file, const fs::path& folder) {
  std::error_code ignored;
  if (!fs::exists(fs::symlink_status(file, ignored))) return false;
  if (fs::is_symlink(fs::symlink_status(file, ignored))) return true;
  const fs::path relative = fs::weakly_canonical(file).lexically_relative(fs::weakly_canonical(folder));
  return relative.empty() || *relative.begin() == "..";
}

ExerciseResult grade_one(const Workshop& workshop, const Exercise& exercise, const fs::path& folder,
                         const RunOptions& options) {
  const fs::path file = find_file(folder, exercise);
  if (leaves(file, folder)) {
    return not_run(exercise, Status::fail, "reads other files",
                   fmt::format("{} is a link to somewhere else", file.filename().string()));
  }
  try {
    return run_exercise(workshop, exercise, file, options);
  } catch (
      const std::exception& error) {  // the checker's fault, not the student's: it must not look like a pass or a fail
    return not_run(exercise, Status::error, "error", error.what());
  }
}

std::string utc_text(fs::file_time_type time) {
  const auto system = std::chrono::file_clock::to_sys(time);
  const std::time_t seconds =
      std::chrono::system_clock::to_time_t(std::chrono::time_point_cast<std::chrono::seconds>(system));
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(seconds));
}

Submission open_submission(const Manifest& manifest, const fs::path& given) {
  if (!fs::is_directory(given)) {
    throw Error("there is no such folder to grade").where(given.string()).fix("give the folder of each student");
  }
  Submission submission;
  submission.folder = fs::weakly_canonical(given);
  submission.student = submission.folder.filename().string();
  const fs::path record = submission.folder / ".seven-learn";
  if (fs::is_regular_file(fs::symlink_status(record))) {
    try {
      for (const auto& [id, progress] : read_state(record, manifest).exercises) {
        submission.hints[id] = progress.hints;
        submission.runs[id] = progress.runs;
      }
    } catch (const Error&) {
      // The learner's own notes: a damaged line is no reason not to grade.
    }
  }
  return submission;
}

}  // namespace

double Submission::points() const {
  double sum = 0.0;
  for (const ExerciseResult& exercise : exercises) sum += exercise.points();
  return sum;
}

double Submission::max_points() const {
  double sum = 0.0;
  for (const ExerciseResult& exercise : exercises) sum += exercise.max_points();
  return sum;
}

std::string Submission::summary() const {
  int passed = 0, all = 0;
  bool hidden = false;
  for (const ExerciseResult& exercise : exercises) {
    for (const CheckResult& check : exercise.checks) {
      hidden = hidden || check.hidden;
      if (check.hidden) continue;
      ++all;
      passed += check.status == Status::pass ? 1 : 0;
    }
  }
  std::string text = passed == all ? fmt::format("all {} public checks passed", all)
                                   : fmt::format("{} of {} public checks passed", passed, all);
  return hidden ? text + " (hidden checks exist)" : text;
}

std::vector<Submission> grade(const Workshop& workshop, const Manifest& manifest, const std::vector<fs::path>& folders,
                              const GradeOptions& options,
                              const std::function<void(const Submission&, const ExerciseResult&)>& done) {
  std::vector<const Exercise*> exercises;
  for (const Exercise& exercise : manifest.exercises) {
    if (options.exercises.empty() ||
        std::find(options.exercises.begin(), options.exercises.end(), exercise.id) != options.exercises.end())
      exercises.push_back(&exercise);
  }
  std::vector<Submission> submissions;
  for (const fs::path& folder : folders) {
    submissions.push_back(open_submission(manifest, folder));
    submissions.back().exercises.resize(exercises.size());
  }
  for (std::size_t i = 0; i < submissions.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (submissions[i].student == submissions[j].student)
        throw Error("two folders have the same name, which is the student's")
            .where(folders[i].string())
            .got(folders[j].string());
    }
  }
  // The known mistakes are compiled beforehand: two workers must not do it at once.
  if (options.run.diagnose) {
    for (const Exercise* exercise : exercises) {
      if (fs::exists(workshop.toolchain().root / "solutions" / exercise->path())) (void)workshop.references(*exercise);
    }
  }
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  const auto work = [&] {
    for (std::size_t task = next++; task < submissions.size() * exercises.size(); task = next++) {
      Submission& submission = submissions[task / exercises.size()];
      const std::size_t e = task % exercises.size();
      ExerciseResult result = grade_one(workshop, *exercises[e], submission.folder, options.run);
      if (options.scores && result.status == Status::pass)
        result.score = score_text(measure(workshop, *exercises[e], find_file(submission.folder, *exercises[e])));
      std::error_code ignored;
      const fs::file_time_type saved = fs::last_write_time(find_file(submission.folder, *exercises[e]), ignored);
      const std::lock_guard<std::mutex> guard(mutex);
      if (!ignored) submission.submitted = std::max(submission.submitted, utc_text(saved));
      submission.seconds += result.seconds;
      submission.exercises[e] = std::move(result);
      if (done) done(submission, submission.exercises[e]);
    }
  };
  std::vector<std::thread> workers;
  for (int i = 1; i < options.jobs; ++i) workers.emplace_back(work);
  work();
  for (std::thread& worker : workers) worker.join();
  return submissions;
}

std::string class_best(const std::vector<Submission>& submissions) {
  std::string text;
  for (std::size_t e = 0; !submissions.empty() && e < submissions[0].exercises.size(); ++e) {
    std::string best;
    for (const Submission& submission : submissions) {
      const std::string& score = submission.exercises[e].score;
      if (!score.empty() && (best.empty() || better_score(score, best))) best = score;
    }
    if (!best.empty()) text += submissions[0].exercises[e].id + " " + best + "\n";
  }
  return text;
}

void read_roster(const fs::path& path, std::vector<Submission>& submissions) {
  std::istringstream in(read_file(path));
  const auto cells = [](std::string line) {
    std::vector<std::string> list;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    std::string cell;
    bool quoted = false;
    for (const char letter : line + ",") {
      if (letter == '"') {
        quoted = !quoted;
      } else if (letter == ',' && !quoted) {
        list.push_back(cell);
        cell.clear();
      } else {
        cell += letter;
      }
    }
    return list;
  };
  std::string line;
  std::getline(in, line);
  const std::vector<std::string> header = cells(line);
  const auto column = [&](const std::string& name) {
    return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin());
  };
  const std::size_t id = column("student_id");
  if (id == header.size()) {
    throw Error("the roster has no column student_id").where(path.string() + ", line 1").got(join(header));
  }
  for (int number = 2; std::getline(in, line); ++number) {
    const std::vector<std::string> row = cells(line);
    if (line.empty()) continue;
    if (row.size() != header.size()) {
      throw Error("a line of the roster has another number of columns than its header")
          .where(fmt::format("{}, line {}", path.string(), number))
          .got(line);
    }
    for (Submission& submission : submissions) {
      if (submission.student != row[id]) continue;
      const auto cell = [&](const std::string& name) { return column(name) < row.size() ? row[column(name)] : ""; };
      submission.last_name = cell("last_name");
      submission.first_name = cell("first_name");
      submission.email = cell("email");
    }
  }
}

}  // namespace seven::learn
