#include "cuda/resources/budget.h"

#include <regex>
#include <sstream>
#include <vector>

#include "core/error.h"

namespace seven::cuda {

namespace {

Budget read_budget(const std::string& line, const std::string& where) {
  static const std::regex kBudget(
      R"(\s*// Budget: (\d+) threads, (\d+) blocks?(?:, (\d+) bytes)?(?:; double: (\d+))?\.\s*)");
  std::smatch match;
  if (!std::regex_match(line, match, kBudget)) {
    throw Error("a kernel's budget cannot be read")
        .where(where)
        .expected("// Budget: 256 threads, 2 blocks[, 32768 bytes][; double: 1].")
        .got(line);
  }
  Budget budget{.threads = std::stoi(match[1]), .blocks = std::stoi(match[2])};
  budget.blocks_double = match[4].matched ? std::stoi(match[4]) : budget.blocks;
  budget.bytes = match[3].matched ? std::stoi(match[3]) : 0;
  return budget;
}

}  // namespace

std::map<std::string, Budget> budgets_in(const std::string& source, const std::string& where) {
  static const std::regex kKernel(R"(__global__ void (?:__launch_bounds__\([^)]*\)\s*)?(\w+)\()");
  std::vector<std::string> lines;
  std::istringstream text(source);
  for (std::string line; std::getline(text, line);) lines.push_back(line);

  std::map<std::string, Budget> budgets;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].find("__global__ void") == std::string::npos) continue;
    // A declaration may go on in the next line.
    const std::string declaration = lines[i] + " " + (i + 1 < lines.size() ? lines[i + 1] : "");
    std::smatch match;
    if (!std::regex_search(declaration, match, kKernel)) continue;
    // Up through the line with `template`, and through the comment.
    for (std::size_t above = i; above-- > 0;) {
      const std::string& line = lines[above];
      if (!line.starts_with("//") && !line.starts_with("template")) break;
      if (line.find("Budget:") == std::string::npos) continue;
      budgets[match[1]] = read_budget(line, where + ":" + std::to_string(above + 1));
      break;
    }
  }
  return budgets;
}

}  // namespace seven::cuda
