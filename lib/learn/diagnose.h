// Names the mistake: the known mistakes of an exercise run through the same checks, and the one that leaves the same
// numbers as the student's function is what the student did.
#pragma once

#include <filesystem>
#include <vector>

#include "learn/manifest.h"
#include "learn/result.h"

namespace seven::learn {

// Fills in `mistake`, `mistake_title` and `cause` of the failed checks. `references` is the program of
// Workshop::references.
void diagnose(const Exercise& exercise, const std::filesystem::path& references, std::vector<CheckResult>& results);

}  // namespace seven::learn
