#include "cuda/resources/budget.h"

#include <regex>
#include <sstream>
#include <vector>

#include "core/error.h"

namespace seven::cuda {

namespace {

// "256 threads, 2 blocks", "75 %", "1 block, 32768 bytes"
constexpr const char* kLeast = R"((?:(\d+) threads, )?(?:(\d+) blocks?|(\d+) %)(?:, (\d+) bytes)?)";

bool read_least(Least& least, const std::string& text) {
  static const std::regex kWhole(kLeast);
  std::smatch match;
  if (!std::regex_match(text, match, kWhole)) return false;
  const auto number = [&](std::size_t group, int otherwise) {
    return match[group].matched ? std::stoi(match[group]) : otherwise;
  };
  least = {number(1, least.threads), number(2, 0), number(3, 0), number(4, 0)};
  return true;
}

Budget read_budget(const std::string& line, const std::string& where) {
  static const std::regex kBudget(R"(\s*// Budget: ([^;.]*)((?:; [\w ]+: [^;.]*)*)\.\s*)");
  static const std::regex kOther(R"(; ([\w ]+): ([^;]*))");
  std::smatch match;
  Budget budget;
  bool good = std::regex_match(line, match, kBudget) && read_least(budget.least, match[1]) && budget.least.threads > 0;
  const std::string others = good ? match[2] : std::string();
  for (std::sregex_iterator other(others.begin(), others.end(), kOther), end; other != end; ++other) {
    Least least{.threads = budget.least.threads};
    good = good && read_least(least, (*other)[2]);
    budget.others.emplace_back((*other)[1], least);
  }
  if (good) return budget;
  throw Error("a kernel's budget cannot be read")
      .where(where)
      .expected("// Budget: 256 threads, 2 blocks[, 32768 bytes][; double: 1 block].; or 75 % instead of 2 blocks")
      .got(line);
}

}  // namespace

const Least& Budget::of(const std::string& arguments) const {
  const std::string words = words_of(arguments);
  for (const auto& [key, instead] : others) {
    if (key == words) return instead;
  }
  return least;
}

std::string Budget::words_of(const std::string& arguments) const {
  for (const auto& [words, instead] : others) {
    std::istringstream each(words);
    bool all = true;
    for (std::string word; each >> word;) {
      all = all && std::regex_search(arguments, std::regex("\\b" + word + "\\b"));
    }
    if (all) return words;
  }
  return "";
}

std::string text(const Least& least) {
  if (least.percent > 0) return std::to_string(least.percent) + " %";
  return std::to_string(least.blocks) + (least.blocks == 1 ? " block" : " blocks");
}

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
