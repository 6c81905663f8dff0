#include "cuda/resources/table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <sstream>

#include "core/error.h"
#include "core/file.h"
#include "cuda/resources/occupancy.h"
#include "cuda/resources/report.h"

namespace seven::cuda {

namespace {

namespace fs = std::filesystem;

// CMake writes ../../ops as __/__/ops, below the folder of the target.
std::string source_of(const fs::path& report_in_target) {
  fs::path source = "cuda/gpu";
  for (const fs::path& part : report_in_target) source /= part == "__" ? fs::path("..") : part;
  const std::string text = source.lexically_normal().string();
  return text.substr(0, text.size() - std::string(".o.ptxas").size());
}

std::optional<Budget> find_budget(const KernelName& name, const std::string& file, const fs::path& lib) {
  std::vector<fs::path> files{lib / file};
  const fs::path folder = lib / "ops" / name.op;
  if (!name.op.empty() && fs::is_directory(folder)) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().extension() == ".h") files.push_back(entry.path());
    }
  }
  for (const fs::path& one : files) {
    const auto budgets = budgets_in(read_file(one), one.string());
    if (const auto found = budgets.find(name.function); found != budgets.end()) return found->second;
  }
  return std::nullopt;
}

void add(KernelRow& row, const Resources& kernel, const KernelName& name) {
  const auto fault = [&](const std::string& what) {
    std::string full = name.function;
    if (!name.arguments.empty()) full += "<" + name.arguments + ">";
    row.faults.push_back(row.file + " " + full + ", sm_" + std::to_string(kernel.architecture) + ": " + what);
  };
  Figures& worst = row.on[kernel.architecture];
  const bool first = worst.registers == 0;
  worst.registers = std::max(worst.registers, kernel.registers);
  worst.shared_bytes = std::max(worst.shared_bytes, kernel.shared_bytes);
  worst.stack_bytes = std::max(worst.stack_bytes, kernel.stack_bytes);
  if (kernel.spilled_bytes > 0) {
    fault(std::to_string(kernel.spilled_bytes) + " bytes of registers are spilled into memory");
  } else if (kernel.stack_bytes > 0) {
    fault(std::to_string(kernel.stack_bytes) + " bytes of local arrays lie in memory instead of registers");
  }
  if (!row.budget) return;
  const Least& least = *row.budget;
  const Occupancy now = occupancy(kernel, least.threads, least.bytes);
  if (first || now.blocks < worst.blocks) worst.blocks = now.blocks, worst.occupancy = now.fraction;
  if (now.blocks < least.blocks || 100.0 * now.fraction < least.percent) {
    fault(std::to_string(now.blocks) + " blocks at a time, " + std::to_string(std::lround(100.0 * now.fraction)) +
          " % of the threads, budget " + text(least) + " (" + std::to_string(kernel.registers) + " registers, " +
          std::to_string(kernel.shared_bytes + least.bytes) + " bytes of shared memory)");
  }
}

std::string words_beside_type(const Budget& budget, const KernelName& name) {
  std::istringstream words(budget.words_of(name.arguments));
  std::string rest;
  for (std::string word; words >> word;) {
    if (word != name.type()) rest += (rest.empty() ? "" : " ") + word;
  }
  return rest;
}

}  // namespace

std::vector<Unit> find_units(const fs::path& build, const fs::path& lib) {
  const fs::path target = build / "lib/cuda/gpu/CMakeFiles/kernels_cuda.dir";
  std::vector<Unit> units;
  if (fs::is_directory(target)) {
    for (const auto& entry : fs::recursive_directory_iterator(target)) {
      if (entry.path().extension() != ".ptxas") continue;
      const std::string file = source_of(entry.path().lexically_relative(target));
      // The report of a file that was deleted since stays behind.
      if (fs::exists(lib / file)) units.push_back({file, read_file(entry.path())});
    }
  }
  if (units.empty()) {
    throw Error("there are no reports on kernels")
        .where(target.string())
        .fix("build again: SEVEN_PRESET=cuda ./seven kernels");
  }
  std::sort(units.begin(), units.end(), [](const Unit& a, const Unit& b) { return a.file < b.file; });
  return units;
}

std::vector<KernelRow> kernel_rows(const std::vector<Unit>& units, const fs::path& lib) {
  using Key = std::array<std::string, 3>;  // kernel, type, words
  std::vector<KernelRow> rows;
  for (const Unit& unit : units) {
    std::map<Key, KernelRow> of_file;
    std::map<std::string, std::optional<Budget>> budgets;  // by op and function
    std::map<Key, std::set<std::string>> instances;
    for (const Resources& kernel : resources_in(unit.report)) {
      const KernelName name = kernel_name(kernel.kernel);
      auto [budget, unknown] = budgets.try_emplace(name.op + "::" + name.function);
      if (unknown) budget->second = find_budget(name, unit.file, lib);
      const Key key{name.function, name.type(), budget->second ? words_beside_type(*budget->second, name) : ""};
      auto [found, is_new] = of_file.try_emplace(key);
      KernelRow& row = found->second;
      if (is_new) {
        row.file = unit.file;
        row.kernel = key[0];
        row.type = key[1];
        row.words = key[2];
        if (budget->second) row.budget = budget->second->of(name.arguments);
        if (!row.budget) row.faults.push_back(unit.file + " " + name.function + ": no budget stands above it");
      }
      instances[key].insert(kernel.kernel);
      row.instances = static_cast<int>(instances[key].size());
      add(row, kernel, name);
    }
    for (auto& [key, row] : of_file) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace seven::cuda
