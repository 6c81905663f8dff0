// Results in words for the terminal: the first failure first, one cause, one next step.
#pragma once

#include <set>
#include <string>

#include "learn/checks.h"
#include "learn/manifest.h"
#include "learn/result.h"
#include "learn/state.h"

namespace seven::learn {

struct Voice {
  bool colour = false;
  int width = 100;                        // where lines are broken
  std::string command = "./seven learn";  // what the next step starts with
};

// What the checks found. `file` is the student's, as shown.
std::string result_text(const ExerciseResult& result, const std::string& file, const Voice& voice);

// After the pass: why it works, how fast it was (and the best of the class, if the teacher has given it), where the
// solution is.
std::string passed_text(const Exercise& exercise, const std::string& score, const std::string& class_best,
                        bool solution_here, const Voice& voice);

// Before the work: what to do and in which file.
std::string task_text(const Exercise& exercise, const std::string& file, const Voice& voice);

// The first `shown` of the hints.
std::string hint_text(const Exercise& exercise, int shown, const Voice& voice);

// `changed`: ids whose file is another one now than when it passed.
std::string list_text(const Manifest& manifest, const State& state, const std::set<std::string>& changed,
                      const Voice& voice);

// "[########------------] 8 of 24".
std::string progress_bar(std::size_t done, std::size_t total, int width);

}  // namespace seven::learn
