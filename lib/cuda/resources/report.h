// What a kernel takes of a multiprocessor, as the assembler of CUDA's toolkit (ptxas -v) reports it.
#pragma once

#include <string>
#include <vector>

namespace seven::cuda {

// One kernel for one architecture.
struct Resources {
  std::string kernel;    // as the linker knows it
  int architecture = 0;  // 90 is sm_90
  int registers = 0;     // of a thread
  int shared_bytes = 0;  // of a block, without what a launch adds
  int stack_bytes = 0;   // of a thread, in memory: arrays that did not fit into registers, and spills
  int spilled_bytes = 0;
};

// Of a report with all that nvcc has printed, in the order there. Throws Error for a kernel whose figures are missing.
std::vector<Resources> resources_in(const std::string& report);

// A kernel's name, taken apart: seven::gemm::cuda::(anonymous namespace)::product<float, ...>(...).
struct KernelName {
  std::string op;         // "gemm"; "" if it belongs to none
  std::string function;   // "product"
  std::string arguments;  // of the template, shortened: "float, Dense<float, true>"; "" if it is none

  // "float" or "double", whichever stands first in the arguments; "" if none does.
  [[nodiscard]] std::string type() const;
};
KernelName kernel_name(const std::string& mangled);

}  // namespace seven::cuda
