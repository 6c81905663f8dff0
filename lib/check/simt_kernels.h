// Runs the library's kernels on registered cases under the checker.
#pragma once

#include <string>

#include "check/simt_report.h"

namespace seven {

struct KernelChoice {
  std::string op, variant;
  std::string op_case;   // empty: see `largest`
  bool largest = false;  // the largest case that is not one to be timed, instead of all of them
  bool profile = true;
  unsigned touched = 0;  // the launch of each case of which is noted who touches which word; 0: none
};

// Throws Error (wrong use) with the nearest names for what is not there, and (skipped) where the build cannot check.
SimtReport check_kernels(const KernelChoice& choice);

// Throws Error (skipped) unless the build can check kernels.
void expect_simt_checks();

}  // namespace seven
