// The commands that take tensors from files: run them on files in a directory of their own.
#pragma once

#include <doctest.h>

#include <string>
#include <vector>

#include "support/program.h"
#include "support/temporary_directory.h"

namespace seven {

struct Run {
  int exit_code;
  std::string output;  // standard output, then standard error
};

inline Run run(const std::string& arguments) {
  const ProgramRun result = run_program(arguments);
  return {result.exit_code, result.out + result.err};
}

// Run, with the exit code and the words given.
inline void check_run(const std::string& arguments, int exit_code, const std::vector<std::string>& words) {
  const Run result = run(arguments);
  CAPTURE(arguments);
  CAPTURE(result.output);
  CHECK(result.exit_code == exit_code);
  for (const std::string& word : words) CHECK_MESSAGE(result.output.find(word) != std::string::npos, word);
}

// A directory of its own with files in it.
struct Files {
  [[nodiscard]] std::string at(const std::string& name) const { return (directory / name).string(); }
  [[nodiscard]] std::string in_out() const { return " --in '" + at("in") + "' --out '" + at("out") + "'"; }

  TemporaryDirectory directory;
};

}  // namespace seven
