// The kernels of a build, one row for a kernel, its type of numbers and its budget: what it takes on each architecture,
// what the budget allows, and where it is beyond.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cuda/resources/budget.h"

namespace seven::cuda {

// What nvcc has said of a file, and the file.
struct Unit {
  std::string file;    // "ops/gemm/cuda_naive.cu"
  std::string report;  // all that nvcc printed, with ptxas -v
};

// The worst of a kernel's instances (other functions, other loaders) on one architecture.
struct Figures {
  int registers = 0, shared_bytes = 0, stack_bytes = 0;
  int blocks = 0;
  double occupancy = 0.0;
};

struct KernelRow {
  std::string file;    // where it was compiled
  std::string kernel;  // "sliced_product"
  std::string type;    // "float", "double"; "" if it is for neither
  std::string words;   // of the budget, beside the type, that single out these instances: "Warp"
  int instances = 0;
  std::optional<Least> budget;
  std::map<int, Figures> on;        // by architecture
  std::vector<std::string> faults;  // one line each
};

// The units of a build whose reports are under `build`, compiled from the library's folder `lib`. Throws Error.
std::vector<Unit> find_units(const std::filesystem::path& build, const std::filesystem::path& lib);

// The rows, file by file. A kernel's budget is looked for in its file, then in the headers of its op, under `lib`.
std::vector<KernelRow> kernel_rows(const std::vector<Unit>& units, const std::filesystem::path& lib);

}  // namespace seven::cuda
