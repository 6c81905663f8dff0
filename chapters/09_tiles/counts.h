// What kernels do, counted: each access of each thread on the SIMT device goes by the checker, which puts them together
// into the requests that the warps of a GPU would make.
#pragma once

#include <string>

#include "ops/op.h"

namespace seven::chapters {

struct Counts {
  double read = 0.0;        // bytes from device memory, in whole sectors of 32
  double written = 0.0;     // bytes to it, likewise
  double loads = 0.0;       // requests of warps to read it
  double shared = 0.0;      // requests of warps to shared memory, of either kind
  double wavefronts = 0.0;  // turns that these take
  double barriers = 0.0;    // of whole blocks
};

// Runs one problem of `op`, "forward", by one variant on the inputs of a case. Throws Error: skipped where this build
// cannot check kernels, and with the report if the checker finds something wrong.
Counts count(const Op& op, const std::string& variant, const OpCase& sizes, const std::string& problem);

}  // namespace seven::chapters
