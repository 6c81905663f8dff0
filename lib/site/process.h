// Another program, run to its end, with files for what it reads and prints.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace seven::site {

// The full path of a program on PATH; empty if there is none.
std::filesystem::path find_on_path(const std::string& program);

struct Command {
  std::vector<std::string> words;        // the program and its arguments
  std::filesystem::path directory = {};  // where it runs; empty: here
  std::filesystem::path in = {};         // its standard streams; empty: nothing is read or kept
  std::filesystem::path out = {};
  std::filesystem::path err = {};
  int seconds = 120;  // then it is killed, with all that it has started; 0: nobody waits for it
};

// Its exit code. Throws Error if it cannot be started, if a signal ends it or if its time is up.
int run(const Command& command);

}  // namespace seven::site
