#include "site/snippet.h"

#include <algorithm>
#include <sstream>
#include <vector>

#include "core/error.h"
#include "core/file.h"

namespace seven::site {

namespace {

// The label of a line that is nothing but a mark; empty for every other line.
std::string label_of(const std::string& line) {
  const std::string before = "//! [";
  const std::size_t begin = line.find_first_not_of(" \t");
  if (begin == std::string::npos || line.compare(begin, before.size(), before) != 0) return "";
  const std::size_t end = line.find(']', begin);
  if (end == std::string::npos || line.find_first_not_of(" \t\r", end + 1) != std::string::npos) return "";
  return line.substr(begin + before.size(), end - begin - before.size());
}

void remove_shared_indentation(std::vector<std::string>& lines) {
  std::size_t shared = std::string::npos;
  for (const std::string& line : lines) {
    const std::size_t text = line.find_first_not_of(' ');
    if (text != std::string::npos) shared = std::min(shared, text);
  }
  if (shared == std::string::npos) return;
  for (std::string& line : lines) line.erase(0, std::min(shared, line.size()));
}

}  // namespace

std::string snippet(const std::filesystem::path& root, const std::string& file, const std::string& label,
                    const std::string& page) {
  if (!std::filesystem::is_regular_file(root / file)) {
    throw Error("a page shows a snippet of a file that is not there")
        .where(page)
        .got("\\snippet " + file + " " + label);
  }
  std::istringstream text(read_file(root / file));
  std::vector<std::string> lines;
  int marks = 0;
  for (std::string line; std::getline(text, line);) {
    const std::string mark = label_of(line);
    if (mark == label) ++marks;
    if (marks == 1 && mark.empty()) lines.push_back(line);
  }
  if (marks != 2) {
    throw Error("a page shows a snippet whose label is not in the file")
        .where(page)
        .expected("the line //! [" + label + "] twice in " + file + ", before and after the lines to show")
        .got(marks == 0 ? "none" : std::to_string(marks) + " of them");
  }
  remove_shared_indentation(lines);
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  std::string result;
  for (const std::string& line : lines) result += line + "\n";
  return result;
}

}  // namespace seven::site
