// Tests the course itself, from both sides: exercises as they are handed out fail in the right way, solutions pass,
// every named mistake is caught and recognised, and nothing is missing or left lying about.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "learn/manifest.h"
#include "learn/workshop.h"

namespace seven::learn {

struct ExerciseAudit {
  std::string id;
  int checks = 0, mistakes = 0;
  int caught = 0;                   // mistakes that a check fails
  int diagnosed = 0;                // of them, recognised under their own name in the first failure
  double pass_seconds = 0;          // from the file to the result, for the solution
  double fail_seconds = 0;          // the same for the slowest mistake, diagnosis included
  std::vector<std::string> faults;  // sentences; empty: all is well
};

// One exercise. `unsolved` is the file as it is handed out (a learner's own may lie in exercises/).
ExerciseAudit audit_exercise(const Workshop& workshop, const Exercise& exercise, const std::string& unsolved);

// What belongs to no single exercise: files in exercises/ and solutions/ that the manifest does not know (files a
// learner's reset has kept are no fault), chapters without exercises, chapter pages that do not name theirs.
std::vector<std::string> audit_folders(const Manifest& manifest);

}  // namespace seven::learn
