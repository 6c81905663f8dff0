// A trusted program, such as the compiler, run to its end with its output caught.
#pragma once

#include <string>
#include <vector>

namespace seven::learn {

struct ProcessResult {
  int exit_code = -1;  // 128 + signal if one ended it; 124 if the time was over
  std::string output;  // standard output and standard error together, the first megabyte
  double seconds = 0.0;
};

// `command[0]` is looked for on PATH. Throws Error if it cannot be started.
ProcessResult run_process(const std::vector<std::string>& command, double limit_seconds);

// The same for a program that reads and prints for itself, on this process's own input and outputs. `environment` are
// variables beside this process's own, "NAME=value".
ProcessResult run_in_sight(const std::vector<std::string>& command, double limit_seconds,
                           const std::vector<std::string>& environment);

}  // namespace seven::learn
