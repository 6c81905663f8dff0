// The built program, run as a user would.
#pragma once

#include <doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

namespace seven {

struct Run {
  int exit_code;
  std::string output;  // standard output and standard error
};

inline Run run(const std::string& arguments) {
  const std::string command = std::string("'") + SEVEN_PROGRAM + "' " + arguments + " 2>&1";
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  Run result;
  std::array<char, 4096> buffer;
  for (std::size_t count; (count = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    result.output.append(buffer.data(), count);
  const int status = ::pclose(pipe);
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
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
  Files() : directory(std::filesystem::temp_directory_path() / ("seven_op_test_" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(directory);
  }
  ~Files() { std::filesystem::remove_all(directory); }
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;

  [[nodiscard]] std::string at(const std::string& name) const { return (directory / name).string(); }
  [[nodiscard]] std::string in_out() const { return " --in '" + at("in") + "' --out '" + at("out") + "'"; }

  std::filesystem::path directory;
};

}  // namespace seven
