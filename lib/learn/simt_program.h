// A student's file with CUDA kernels as a program that checks itself: rewritten to C++, compiled as the library's own
// kernels are for their checks, linked with the checker around its main(), and run.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "check/simt_report.h"
#include "learn/workshop.h"

namespace seven::learn {

struct SimtProgram {
  std::filesystem::path program;
  std::vector<std::string> warnings;  // the compiler's, with the student's lines; none for one that was ready
  bool was_ready = false;             // made by an earlier call from the same text
};

// Compiles the file and the headers beside it that it includes. The last programs are kept. Throws Error if it does not
// compile (the first error, with its line), or has no main().
SimtProgram build_simt_program(const Toolchain& toolchain, const std::filesystem::path& file);

struct SimtRunOptions {
  std::vector<std::string> arguments;  // of its main()
  long seconds = 60;                   // after which it is stopped, with a finding that says where it was
  bool profile = true;
  unsigned touched = 0;  // the launch of which is noted who touches which word; 0: none
};

struct SimtRun {
  SimtReport report;
  int exit_code = 0;  // 128 + signal if one ended it
  double seconds = 0.0;
};

// Runs it; what it prints is printed. Throws Error if it left no report.
SimtRun run_simt_program(const SimtProgram& program, const SimtRunOptions& options);

}  // namespace seven::learn
