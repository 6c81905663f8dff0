// Runs one exercise: compile, check, and where it is wrong look which known mistake behaves the same.
#pragma once

#include <filesystem>

#include "learn/manifest.h"
#include "learn/result.h"
#include "learn/workshop.h"

namespace seven::learn {

struct RunOptions {
  Limits limits;
  bool stop_at_first = false;  // the runner shows one failure at a time; the grader counts points
  bool diagnose = true;        // name the mistake
};

// The student's `file`, which need not be in the project's folder. A missing file, one that does not compile and
// everything that the program does is a result, not an Error. Throws Error for faults of the course itself.
ExerciseResult run_exercise(const Workshop& workshop, const Exercise& exercise, const std::filesystem::path& file,
                            const RunOptions& options);

// Runs the exercise's checks on a program made by Workshop.
std::vector<CheckResult> run_checks(const Exercise& exercise, const std::filesystem::path& program,
                                    const RunOptions& options, const std::string& prefix = "");

}  // namespace seven::learn
