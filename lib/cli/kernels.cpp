// seven kernels: what each kernel takes of a GPU's multiprocessor, beside the budget in its file. No GPU is needed.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "build_info.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "core/error.h"
#include "core/machine.h"
#include "cuda/resources/table.h"
#include "lab/results.h"

namespace seven::cli {

namespace {

namespace fs = std::filesystem;
using cuda::Figures;
using cuda::KernelRow;

struct Options {
  std::string record, build;
};

std::string budget_text(const KernelRow& row) {
  if (!row.budget) return "none";
  return fmt::format("{} threads, {}", row.budget->threads, text(*row.budget));
}

std::string figures_text(const KernelRow& row, int architecture) {
  const auto found = row.on.find(architecture);
  if (found == row.on.end()) return "";
  const Figures& f = found->second;
  if (!row.budget) return fmt::format("{}", f.registers);
  return fmt::format("{} / {} / {:.0f}%", f.registers, f.blocks, 100.0 * f.occupancy);
}

// "gemm/naive: product"
std::string name_of(const KernelRow& row) {
  fs::path file = fs::path(row.file).lexically_relative("ops");
  if (file.begin()->string() == "..") file = row.file;
  std::string name = file.replace_extension().string();
  if (const std::size_t at = name.find("/cuda_"); at != std::string::npos) name.erase(at + 1, 5);
  return name + ": " + row.kernel;
}

// Of the template's arguments, those that stand for the row's instances: "float", "double, Warp"
std::string arguments_of(const KernelRow& row) { return row.type + (row.words.empty() ? "" : ", " + row.words); }

// Both in one: "gemm/naive: product, float"
std::string full_name_of(const KernelRow& row) {
  const std::string arguments = arguments_of(row);
  return name_of(row) + (arguments.empty() ? "" : ", " + arguments);
}

int shared_bytes(const KernelRow& row) {
  int bytes = 0;
  for (const auto& [architecture, f] : row.on) bytes = std::max(bytes, f.shared_bytes);
  return bytes + (row.budget ? row.budget->bytes : 0);
}

std::set<int> architectures_of(const std::vector<KernelRow>& rows) {
  std::set<int> all;
  for (const KernelRow& row : rows) {
    for (const auto& [architecture, f] : row.on) all.insert(architecture);
  }
  return all;
}

void print(const std::vector<KernelRow>& rows) {
  const std::set<int> architectures = architectures_of(rows);
  fmt::print("registers of a thread / blocks at a time on a multiprocessor / share of its threads in use\n");
  fmt::print("{:<62} {:>21} {:>7}", "kernel", "budget", "shared");
  for (const int architecture : architectures) fmt::print(" {:>15}", "sm_" + std::to_string(architecture));
  fmt::print("\n");
  for (const KernelRow& row : rows) {
    fmt::print("{:<62} {:>21} {:>7}", full_name_of(row), budget_text(row), shared_bytes(row));
    for (const int architecture : architectures) fmt::print(" {:>15}", figures_text(row, architecture));
    fmt::print("\n");
  }
}

void record(const std::string& directory, const std::vector<KernelRow>& rows) {
  fs::remove_all(fs::path(directory) / "kernels");  // of kernels that are no more
  Machine machine = this_machine();
  machine.compiler = std::string("nvcc ") + kNvcc;
  for (const KernelRow& row : rows) {
    Result result{.table = "kernels",
                  .columns = {{"kernel", name_of(row)},
                              {"arguments", arguments_of(row)},
                              {"instances", std::to_string(row.instances)},
                              {"budget", budget_text(row)},
                              {"shared memory, bytes", std::to_string(shared_bytes(row))}},
                  .command = "SEVEN_PRESET=cuda " + command_line(),
                  .machine = machine,
                  .date = today()};
    std::string title = "sm_{}: registers / blocks / occupancy";
    for (const auto& [architecture, f] : row.on) {
      result.columns.emplace_back(fmt::format(fmt::runtime(title), architecture), figures_text(row, architecture));
      title = "sm_{}";
    }
    std::string slug = full_name_of(row);
    for (char& letter : slug) letter = letter == '/' || letter == ':' || letter == ',' || letter == ' ' ? '-' : letter;
    record_result(directory, slug, result);
  }
  fmt::print("recorded in {}/kernels.md\n", directory);
}

std::string list_of(const std::set<int>& architectures) {
  std::string text;
  for (const int architecture : architectures) text += (text.empty() ? "" : " ") + std::to_string(architecture);
  return text;
}

void run(const Options& options) {
  if (options.build.empty() && std::string(kCudaArchitectures).empty()) {
    throw Error("this build has no kernels for a GPU, so nvcc has said nothing of them")
        .fix("SEVEN_PRESET=cuda ./seven kernels, on a machine with CUDA's toolkit (a GPU is not needed)")
        .skipped();
  }
  const fs::path lib = fs::path(kSourceDir) / "lib";
  const fs::path build = options.build.empty() ? kBuildDir : options.build;
  const std::vector<KernelRow> rows = cuda::kernel_rows(cuda::find_units(build, lib), lib);
  print(rows);
  if (!options.record.empty()) record(options.record, rows);
  std::size_t faults = 0, instances = 0;
  for (const KernelRow& row : rows) {
    instances += static_cast<std::size_t>(row.instances);
    for (const std::string& fault : row.faults) fmt::print(stderr, "fault: {}\n", fault), ++faults;
  }
  if (faults > 0) throw ExitCode{1};
  fmt::print("{} kernels ({} instances) within their budgets, nothing spilled, on sm {}\n", rows.size(), instances,
             list_of(architectures_of(rows)));
}

}  // namespace

void add_kernels(Command app) {
  auto options = std::make_shared<Options>();
  Command sub = app.add_subcommand("kernels", "what each kernel takes of a GPU, beside its budget; needs no GPU");
  Option record =
      sub.add_option("--record", options->record, "write the table into this directory, as JSON and as a table")
          .type_name("DIR");
  sub.add_option("--build", options->build, "the kernels of the build in this directory, instead of this program's")
      .type_name("DIR")
      .excludes(record);  // the table names the nvcc of this program
  sub.footer(
      "A budget stands above each kernel: // Budget: 256 threads, 2 blocks. At least so many blocks of so many threads "
      "must fit\na multiprocessor at a time, on every architecture of the build; with 75 % instead, so large a share "
      "of "
      "all the threads that fit it.\n"
      "Exit code: 0 all within their budgets; 1 not; 77 a build without CUDA.\n"
      "Example: SEVEN_PRESET=cuda ./seven kernels");
  sub.callback([options] { run(*options); });
}

}  // namespace seven::cli
