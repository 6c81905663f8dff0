// Runs one exercise: compile, check, and where it is wrong look which known mistake behaves the same.
#pragma once

#include <filesystem>

#include "learn/checks.h"
#include "learn/manifest.h"
#include "learn/result.h"
#include "learn/workshop.h"

namespace seven::learn {

struct RunOptions {
  Limits limits;
  bool diagnose = true;  // name the mistake
};

// The student's `file`, which need not be in the project's folder. A missing file, one that does not compile and
// everything that the program does is a result, not an Error. Throws Error for faults of the course itself.
ExerciseResult run_exercise(const Workshop& workshop, const Exercise& exercise, const std::filesystem::path& file,
                            const RunOptions& options);

// The result where no check can be run: each of them has its place in it, with this status and reason.
ExerciseResult not_run(const Exercise& exercise, Status status, const std::string& word, const std::string& message);

// How fast the student's function is; all 0 if the exercise has no such measure or the function does not stand it. With
// a build of its own, after the result: nobody waits for it.
Score measure(const Workshop& workshop, const Exercise& exercise, const std::filesystem::path& file);

// Runs the exercise's checks on a program made by Workshop.
std::vector<CheckResult> run_checks(const Exercise& exercise, const std::filesystem::path& program,
                                    const RunOptions& options, const std::string& prefix = "");

}  // namespace seven::learn
