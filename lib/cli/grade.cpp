// seven grade: students' folders into points, in the forms that other systems read.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "core/error.h"
#include "core/file.h"
#include "core/machine.h"
#include "core/parallel.h"
#include "core/suggest.h"
#include "inspect/report.h"
#include "learn/formats.h"

namespace seven::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::vector<std::string> folders;
  std::string classroom;
  std::vector<std::string> exercises;
  std::string chapter, hidden, roster, due;
  std::string assignment = "Seven Loops";
  std::string out = "out/grades";
  double seconds = 5.0;
  bool scores = false;
};

std::vector<fs::path> folders_of(const Options& options) {
  std::vector<fs::path> folders(options.folders.begin(), options.folders.end());
  if (!options.classroom.empty()) {
    if (!fs::is_directory(options.classroom))
      throw Error("there is no such folder of a class").where(options.classroom);
    for (const auto& entry : fs::directory_iterator(options.classroom)) {
      if (entry.is_directory()) folders.push_back(entry.path());
    }
  }
  std::sort(folders.begin(), folders.end());
  if (folders.empty()) throw Error("nothing to grade").wrong_use().fix("name students' folders, or --class FOLDER");
  return folders;
}

std::vector<std::string> exercises_of(const Options& options, const learn::Manifest& manifest) {
  std::vector<std::string> ids;
  for (const std::string& name : options.exercises) ids.push_back(manifest.exercise(name).id);
  if (options.chapter.empty()) return ids;
  std::vector<std::string> chapters;
  for (const learn::Chapter& chapter : manifest.chapters) chapters.push_back(chapter.id);
  for (const learn::Exercise& exercise : manifest.exercises) {
    if (exercise.chapter == options.chapter || exercise.chapter.substr(0, 2) == options.chapter)
      ids.push_back(exercise.id);
  }
  if (ids.empty()) throw unknown_name("chapter", options.chapter, chapters);
  return ids;
}

void write_all(const Options& options, const std::vector<learn::Submission>& submissions) {
  const fs::path out = options.out;
  for (const learn::Submission& submission : submissions) {
    const fs::path own = out / submission.student;
    make_directories(own);
    write_file(own / "results.json", learn::grades_json({submission}, options.assignment, command_line()));
    write_file(own / "junit.xml", learn::junit_xml(submission));
    write_file(own / "gradescope.json", learn::gradescope_json(submission));
    const std::string classroom = learn::classroom_json(submission);
    write_file(own / "classroom.json", classroom);
    write_file(own / "classroom.base64", base64(classroom));
  }
  write_file(out / "results.json", learn::grades_json(submissions, options.assignment, command_line()));
  if (options.scores) write_file(out / "class-best.txt", learn::class_best(submissions));
  write_file(out / "grades.csv", learn::grades_csv(submissions, options.assignment, options.due));
  write_file(out / "report.html", learn::class_report(submissions, options.assignment, machine_text(this_machine()),
                                                      today(), command_line()));
}

void run(const Options& options) {
  learn::Manifest manifest = learn::read_manifest(toolchain().root);
  if (!options.hidden.empty()) learn::add_hidden_checks(manifest, options.hidden);
  learn::GradeOptions grading;
  grading.exercises = exercises_of(options, manifest);
  grading.run.limits.seconds = options.seconds;
  grading.scores = options.scores;
  grading.jobs = options.scores ? 1 : threads();  // two at once would slow each other down
  const std::vector<fs::path> folders = folders_of(options);
  const learn::Workshop workshop(toolchain());
  std::size_t ended = 0;
  std::vector<learn::Submission> submissions = learn::grade(
      workshop, manifest, folders, grading, [&](const learn::Submission& s, const learn::ExerciseResult& r) {
        fmt::print("{:>4}  {:<20} {:<22} {:<8} {:>4g} of {:<4g} {}\n", ++ended, s.student, r.id,
                   learn::status_word(r.status), r.points(), r.max_points(), r.word);
      });
  if (!options.roster.empty()) learn::read_roster(options.roster, submissions);
  write_all(options, submissions);
  fmt::print("\n");
  bool error = false;
  for (const learn::Submission& s : submissions) {
    fmt::print("{:<20} {:>6g} of {:<6g} {}\n", s.student, s.points(), s.max_points(), s.summary());
    for (const learn::ExerciseResult& exercise : s.exercises) error = error || exercise.status == learn::Status::error;
  }
  fmt::print("written: {}: report.html, grades.csv, results.json, and a folder a student\n", options.out);
  if (error)
    throw Error("some exercises could not be checked: their status is \"error\", not a fail")
        .where(options.out + "/results.json");
}

}  // namespace

void add_grade(Command app) {
  auto options = std::make_shared<Options>();
  Command sub =
      app.add_subcommand("grade", "grade students' folders: JSON, JUnit, Gradescope, GitHub Classroom, CSV, a report");
  sub.add_option("folders", options->folders, "a folder a student: its name is the student's");
  sub.add_option("--class", options->classroom, "a folder whose folders are the students'");
  sub.add_option("--exercise", options->exercises, "only this exercise; may be given several times");
  sub.add_option("--chapter", options->chapter, "only this chapter: 01 or 01_seven_loops");
  sub.add_option("--hidden", options->hidden, "a folder with hidden checks (.toml)");
  sub.add_option("--roster", options->roster, "a CSV file with student_id, last_name, first_name, email");
  sub.add_option("--assignment", options->assignment, "the assignment's name in all results");
  sub.add_option("--due", options->due, "its due date, handed on to grades.csv");
  sub.add_option("--seconds", options->seconds, "longest time for one call of a student's function").positive();
  sub.add_flag("--scores", options->scores, "measure how fast passing functions are; the best go to class-best.txt");
  sub.add_option("--out", options->out, "where results are written (default: out/grades)");
  sub.footer("Example: seven grade --class submissions --chapter 01 --hidden ../hidden --out grades");
  sub.callback([options] { run(*options); });
}

}  // namespace seven::cli
