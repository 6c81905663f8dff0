#include "learn/compiler_words.h"

#include <cctype>
#include <cstdlib>
#include <sstream>

namespace seven::learn {

namespace {

// "FILE:12:5" or "FILE:12" into file and line.
void read_place(const std::string& place, CompilerWords& words) {
  std::size_t end = place.size();
  for (int part = 0; part < 2; ++part) {
    const std::size_t colon = place.rfind(':', end - 1);
    if (colon == std::string::npos || colon + 1 >= end ||
        std::isdigit(static_cast<unsigned char>(place[colon + 1])) == 0)
      break;
    words.line = std::atoi(place.c_str() + colon + 1);
    words.file = place.substr(0, colon);
    end = colon;
  }
}

}  // namespace

CompilerWords read_compiler(const std::string& output) {
  CompilerWords words;
  std::vector<std::string> lines;
  std::istringstream in(output);
  bool found = false;
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
    if (line.find(" warning: ") != std::string::npos) words.warnings.push_back(line);
    if (found) {
      words.details.push_back(line);
      continue;
    }
    // "FILE:12:5: error: ", "FILE:12:5: fatal error: ", "c++: error: ".
    std::size_t word = line.find("fatal error: ");
    std::size_t text = word + 13;
    if (word == std::string::npos) {
      word = line.find(" error: ");
      text = word + 8;
    }
    if (word == std::string::npos) continue;
    found = true;
    words.message = line.substr(text);
    const std::size_t colon = line.rfind(':', word);
    if (colon != std::string::npos) read_place(line.substr(0, colon), words);
  }
  if (!found) {
    words.message = "the compiler gave up without a word";
    words.details = lines;
  }
  return words;
}

}  // namespace seven::learn
