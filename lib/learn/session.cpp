#include "learn/session.h"

#include <fmt/format.h>

#include <ostream>
#include <sstream>

#include "core/error.h"
#include "core/file.h"
#include "core/machine.h"
#include "learn/process.h"

namespace seven::learn {

namespace fs = std::filesystem;

Session::Session(Toolchain toolchain, Voice voice)
    : toolchain_(std::move(toolchain)),
      voice_(std::move(voice)),
      manifest_(read_manifest(toolchain_.root)),
      state_(read_state(state_path(toolchain_.root), manifest_)) {}

const Exercise& Session::at_hand(const std::string& name) const {
  if (!name.empty()) return manifest_.exercise(name);
  if (!state_.current.empty()) return manifest_.exercise(state_.current);
  const std::string first = next_exercise(manifest_, state_, "");
  return first.empty() ? manifest_.exercises.front() : manifest_.exercise(first);
}

fs::path Session::file(const Exercise& exercise) const { return manifest_.root / "exercises" / exercise.path(); }

std::string Session::shown(const Exercise& exercise) const { return "exercises/" + exercise.path(); }

void Session::save() const { write_state(state_path(manifest_.root), state_); }

const Workshop& Session::workshop(std::ostream& out) {
  if (!workshop_) {
    if (!fs::exists(toolchain_.work / "parts" / "stamp"))
      out << "preparing the exercises, once: a few seconds\n" << std::flush;
    workshop_ = std::make_unique<Workshop>(toolchain_);
  }
  return *workshop_;
}

void Session::list(std::ostream& out) const {
  std::set<std::string> changed;
  for (const auto& [id, progress] : state_.exercises) {
    if (progress.hash.empty()) continue;
    for (const Exercise& exercise : manifest_.exercises) {
      if (exercise.id == id && fs::exists(file(exercise)) && content_hash(read_file(file(exercise))) != progress.hash)
        changed.insert(id);
    }
  }
  out << list_text(manifest_, state_, changed, voice_);
}

void Session::task(std::ostream& out, const std::string& name) const {
  const Exercise& exercise = at_hand(name);
  out << task_text(exercise, shown(exercise), voice_);
}

std::string Session::class_best(const Exercise& exercise) const {
  const fs::path path = manifest_.root / ".seven-class";
  if (!fs::exists(path)) return "";
  std::istringstream in(read_file(path));
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(exercise.id + " ")) return "the best so far: " + line.substr(exercise.id.size() + 1);
  }
  return "";
}

bool Session::run(std::ostream& out, const std::string& name) {
  const Exercise& exercise = at_hand(name);
  out << fmt::format("checking {} ...\n", shown(exercise)) << std::flush;
  const ExerciseResult result = run_exercise(workshop(out), exercise, file(exercise), {});
  out << result_text(result, shown(exercise), voice_) << std::flush;
  const bool passed = result.status == Status::pass;
  state_.current = exercise.id;
  Progress& progress = state_.exercises[exercise.id];
  ++progress.runs;
  if (passed) {
    if (progress.done.empty()) progress.done = today();
    progress.hash = content_hash(read_file(file(exercise)));
    const std::string line = score_text(measure(workshop(out), exercise, file(exercise)));
    if (!line.empty()) progress.score = line;
    out << passed_text(exercise, line, class_best(exercise), fs::exists(manifest_.root / "solutions" / exercise.path()),
                       voice_);
  }
  std::size_t done = 0;
  for (const Exercise& each : manifest_.exercises) done += state_.done(each.id) ? 1 : 0;
  out << progress_bar(done, manifest_.exercises.size(), 40) << "\n" << std::flush;
  save();
  return passed;
}

bool Session::next(std::ostream& out, bool skip) {
  const Exercise& exercise = at_hand();
  if (!skip && !state_.current.empty() && !state_.done(exercise.id)) {
    throw Error(fmt::format("{} has not passed yet", exercise.id))
        .where(shown(exercise))
        .fix(fmt::format("{0} run checks it, {0} hint helps; {0} next --skip goes on without it", voice_.command));
  }
  const std::string id = next_exercise(manifest_, state_, state_.current);
  if (id.empty()) {
    out << manifest_.farewell << "\n";
    return false;
  }
  if (state_.exercises.empty() && state_.current.empty()) out << manifest_.welcome << "\n\n";
  state_.current = id;
  save();
  task(out);
  return true;
}

void Session::hint(std::ostream& out, const std::string& name) {
  const Exercise& exercise = at_hand(name);
  Progress& progress = state_.exercises[exercise.id];
  progress.hints = std::min(progress.hints + 1, static_cast<int>(exercise.hints.size()));
  out << hint_text(exercise, progress.hints, voice_);
  save();
}

void Session::solution(std::ostream& out, const std::string& name) const {
  const Exercise& exercise = at_hand(name);
  const fs::path ours = manifest_.root / "solutions" / exercise.path();
  if (!fs::exists(ours)) throw Error("your teacher keeps the solutions").where("solutions/" + exercise.path());
  if (!state_.done(exercise.id)) {
    throw Error(fmt::format("{} has not passed yet: its solution is shown after that", exercise.id))
        .fix(fmt::format("{} hint {}: the third hint is nearly the code", voice_.command, exercise.id));
  }
  const ProcessResult diff = run_process(
      {"diff", "-u", voice_.colour ? "--color=always" : "--color=never", "--label", shown(exercise) + " (yours)",
       "--label", "solutions/" + exercise.path() + " (ours)", file(exercise).string(), ours.string()},
      10.0);
  out << (diff.exit_code == 0 ? "yours and ours are the same, letter for letter\n" : diff.output);
}

void Session::reset(std::ostream& out, const std::string& name) {
  const Exercise& exercise = at_hand(name);
  const fs::path path = file(exercise);
  const ProcessResult original =
      run_process({"git", "-C", manifest_.root.string(), "show", "HEAD:./" + shown(exercise)}, 10.0);
  if (original.exit_code != 0) {
    throw Error("the file as it was at the start cannot be had")
        .where(shown(exercise))
        .got(original.output)
        .fix("it comes from git: the project's folder has to be a clone");
  }
  if (fs::exists(path)) {
    if (read_file(path) == original.output) {
      out << shown(exercise) << " is as it was at the start\n";
      return;
    }
    // A name that is free, so that an older copy is not lost either.
    fs::path kept = path;
    for (int number = 1; fs::exists(kept) || kept == path; ++number)
      kept = path.parent_path() / fmt::format("{}.yours-{}", exercise.id, number);
    write_file(kept, read_file(path));
    out << fmt::format("yours is kept as exercises/{}/{}\n", exercise.chapter, kept.filename().string());
  }
  write_file(path, original.output);
  state_.exercises[exercise.id].done.clear();
  save();
  out << shown(exercise) << " is as it was at the start\n";
}

}  // namespace seven::learn
