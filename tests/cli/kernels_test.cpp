// What `seven kernels` says of a build's reports, and the code that it ends with: continuous integration stands on it.
#include <doctest.h>

#include <string>

#include "build_info.h"
#include "support/program.h"

using namespace seven;

namespace {

// void seven::gemm::cuda::NAME<float>(int), of a file whose product has the budget of 256 threads and 100 %.
std::string compiled(const std::string& name, int registers, int spilled = 0) {
  const std::string entry = "_ZN5seven4gemm4cuda" + std::to_string(name.size()) + name + "IfEEvi";
  const std::string bytes = std::to_string(spilled);
  return "ptxas info    : Compiling entry function '" + entry + "' for 'sm_90'\n    " + bytes + " bytes stack frame, " +
         bytes + " bytes spill stores, 0 bytes spill loads\nptxas info    : Used " + std::to_string(registers) +
         " registers, used 0 barriers\n";
}

// `seven kernels` on a build whose only report is this one.
void check(const std::string& report, int exit_code, const std::vector<std::string>& words) {
  const TemporaryDirectory build;
  const auto folder = build / "lib/cuda/gpu/CMakeFiles/kernels_cuda.dir/__/__/ops/gemm";
  std::filesystem::create_directories(folder);
  write_file(folder / "cuda_naive.cu.o.ptxas", report);
  const std::string command = "kernels --build " + quoted(build.path());
  if (run_program(command).exit_code == 77) return;  // no cuda_occupancy.h here
  check_program(command, exit_code, words);
}

}  // namespace

TEST_CASE("kernels within their budgets are listed, and that is all") {
  check(compiled("product", 32), 0,
        {"gemm/naive: product, float", "256 threads, 100 %", "32 / 8 / 100%", "1 kernels (1 instances)", "on sm 90"});
}

TEST_CASE("a kernel beyond its budget, one that spills, and one without a budget are faults") {
  check(compiled("product", 33), 1,
        {"fault: ops/gemm/cuda_naive.cu product<float>, sm_90: 6 blocks at a time, 75 % of the threads, budget 100 % "
         "(33 registers"});
  check(compiled("product", 32, 8), 1, {"product<float>, sm_90: 8 bytes of registers are spilled into memory"});
  check(compiled("newcomer", 16), 1, {"newcomer: no budget stands above it"});
}

TEST_CASE("a directory without reports is an error, and a build without kernels is skipped") {
  const TemporaryDirectory empty;
  check_program("kernels --build " + quoted(empty.path()), 1, {"there are no reports on kernels", "SEVEN_PRESET=cuda"});
  if (std::string(kCudaArchitectures).empty()) check_program("kernels", 77, {"SEVEN_PRESET=cuda ./seven kernels"});
}
