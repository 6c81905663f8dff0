#include "cuda/resources/report.h"

#include <cxxabi.h>

#include <cstdlib>
#include <memory>
#include <regex>
#include <sstream>

#include "core/error.h"

namespace seven::cuda {

namespace {

std::string demangled(const std::string& name) {
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> text(abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status),
                                                    std::free);
  return status == 0 ? text.get() : name;
}

void remove_all(std::string& text, const std::string& part) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at)) text.erase(at, part.size());
}

}  // namespace

std::string KernelName::type() const {
  static const std::regex kType("\\b(float|double)\\b");
  std::smatch match;
  return std::regex_search(arguments, match, kType) ? match[1].str() : "";
}

std::vector<Resources> resources_in(const std::string& report) {
  static const std::regex kEntry("Compiling entry function '([^']+)' for 'sm_([0-9]+)[a-z]*'");
  static const std::regex kStack("([0-9]+) bytes stack frame, ([0-9]+) bytes spill stores, ([0-9]+) bytes spill loads");
  static const std::regex kUsed("Used ([0-9]+) registers");
  static const std::regex kShared("([0-9]+)(\\+[0-9]+)? bytes smem");
  std::vector<Resources> all;
  const auto expect_complete = [&] {
    if (all.empty() || all.back().registers > 0) return;
    throw Error("a report on kernels is not complete").where(all.back().kernel).expected("\"Used N registers\"");
  };
  std::istringstream lines(report);
  std::smatch match;
  for (std::string line; std::getline(lines, line);) {
    if (std::regex_search(line, match, kEntry)) {
      expect_complete();
      all.push_back({.kernel = match[1], .architecture = std::stoi(match[2])});
    } else if (all.empty() || all.back().registers > 0) {
      continue;  // a device function that was not inlined, or what the compiler says else
    } else if (std::regex_search(line, match, kStack)) {
      all.back().stack_bytes = std::stoi(match[1]);
      all.back().spilled_bytes = std::stoi(match[2]) + std::stoi(match[3]);
    } else if (std::regex_search(line, match, kUsed)) {
      all.back().registers = std::stoi(match[1]);
      if (std::regex_search(line, match, kShared)) all.back().shared_bytes = std::stoi(match[1]);
    }
  }
  expect_complete();
  return all;
}

KernelName kernel_name(const std::string& mangled) {
  std::string text = demangled(mangled);
  for (const char* part : {"(anonymous namespace)::", "seven::", "cuda::"}) remove_all(text, part);
  if (text.starts_with("void ")) text.erase(0, 5);

  KernelName name;
  const std::size_t end = text.find_first_of("<(");
  if (const std::size_t colons = text.substr(0, end).rfind("::"); colons != std::string::npos) {
    name.op = text.substr(0, colons);
    remove_all(text, name.op + "::");
  }
  const std::size_t first = text.find_first_of("<(");
  name.function = text.substr(0, first);
  if (first == std::string::npos || text[first] == '(') return name;
  std::size_t last = first + 1;
  for (int depth = 1; last < text.size(); ++last) {
    depth += text[last] == '<' ? 1 : text[last] == '>' ? -1 : 0;
    if (depth == 0) break;
  }
  name.arguments = text.substr(first + 1, last - first - 1);
  if (name.arguments.ends_with(' ')) name.arguments.pop_back();  // of "> >"
  return name;
}

}  // namespace seven::cuda
