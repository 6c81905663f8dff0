// What a compiler says, taken apart: the first error, where it is, and the rest.
#pragma once

#include <string>
#include <vector>

namespace seven::learn {

struct CompilerWords {
  std::string message;  // the first error's
  std::string file;     // its place; "" if it names none
  int line = 0;
  std::vector<std::string> details;   // the lines after it; all of them if no error was found
  std::vector<std::string> warnings;  // whole lines
};

// Of the output of g++ and clang++, one "FILE:12:5: error: text" a line.
CompilerWords read_compiler(const std::string& output);

}  // namespace seven::learn
