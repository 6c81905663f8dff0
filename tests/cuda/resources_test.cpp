// What `seven kernels` reads: reports of ptxas, budgets in comments, and how much fits a multiprocessor.
#include "cuda/resources/occupancy.h"

#include <doctest.h>

#include <string>

#include "core/error.h"
#include "cuda/resources/budget.h"
#include "cuda/resources/report.h"

using namespace seven;
using namespace seven::cuda;

namespace {

const std::string kProduct =
    "_ZN5seven4gemm4cuda14sliced_productIfNS1_5DenseIfLb0EEENS3_IfLb1EEENS1_6ResultIfEEEEvT2_T0_T1_NS1_5SizesEi";
const std::string kGrad =
    "_ZN5seven10activation4cuda46_GLOBAL__N__bf440d9a_13_cuda_naive_cu_2912817b17grad_input_kernelIdNS1_7SigmoidEEEvPT_"
    "PKS5_S8_i";

// As nvcc 13.0 prints it.
const std::string kReport =
    "ptxas info    : 0 bytes gmem\n"
    "ptxas info    : Compiling entry function '" +
    kGrad +
    "' for 'sm_75'\n"
    "ptxas info    : Function properties for " +
    kGrad +
    "\n"
    "    0 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads\n"
    "ptxas info    : Used 14 registers, used 0 barriers, 380 bytes cmem[0]\n"
    "ptxas info    : Compile time = 4.836 ms\n"
    "ptxas info    : 0 bytes gmem\n"
    "ptxas info    : Compiling entry function '" +
    kProduct +
    "' for 'sm_90a'\n"
    "ptxas info    : Function properties for " +
    kProduct +
    "\n"
    "    24 bytes stack frame, 12 bytes spill stores, 8 bytes spill loads\n"
    "ptxas info    : Used 128 registers, used 1 barriers, 24 bytes cumulative stack size, 16896 bytes smem\n";

}  // namespace

TEST_CASE("a report of ptxas gives each kernel's figures") {
  const auto kernels = resources_in(kReport);
  REQUIRE(kernels.size() == 2);
  CHECK(kernels[0].kernel == kGrad);
  CHECK(kernels[0].architecture == 75);
  CHECK(kernels[0].registers == 14);
  CHECK(kernels[0].shared_bytes == 0);
  CHECK(kernels[0].stack_bytes == 0);
  CHECK(kernels[1].architecture == 90);
  CHECK(kernels[1].registers == 128);
  CHECK(kernels[1].shared_bytes == 16896);
  CHECK(kernels[1].stack_bytes == 24);
  CHECK(kernels[1].spilled_bytes == 20);
  CHECK(resources_in("").empty());
}

TEST_CASE("a report that ends too soon is an error, not a kernel without registers") {
  CHECK_THROWS_AS(resources_in(kReport.substr(0, kReport.find("Used 14"))), Error);
}

TEST_CASE("a kernel's name is taken apart") {
  const KernelName product = kernel_name(kProduct);
  CHECK(product.op == "gemm");
  CHECK(product.function == "sliced_product");
  CHECK(product.arguments == "float, Dense<float, false>, Dense<float, true>, Result<float>");
  CHECK(product.type() == "float");
  const KernelName grad = kernel_name(kGrad);
  CHECK(grad.op == "activation");
  CHECK(grad.function == "grad_input_kernel");
  CHECK(grad.arguments == "double, Sigmoid");
  CHECK(grad.type() == "double");
  CHECK(kernel_name("probe").function == "probe");
  CHECK(kernel_name("probe").type().empty());
  CHECK(KernelName{.op = "", .function = "", .arguments = "Tiles<double>, Dense<double, true>"}.type() == "double");
  CHECK(KernelName{.op = "", .function = "", .arguments = "Warp, float"}.type() == "float");
}

TEST_CASE("budgets stand above kernels") {
  const auto budgets = budgets_in(
      "// Says what it does.\n"
      "// Budget: 256 threads, 2 blocks; TensorCores: 128 threads, 1 block, 1024 bytes; Warp double: 25 %; double: 50 "
      "%.\n"
      "template <class T>\n"
      "__global__ void __launch_bounds__(kThreads) product(Result<T> c) {\n"
      "}\n"
      "\n"
      "// Budget: 32 threads, 1 block, 32768 bytes.\n"
      "__global__ void\n"
      "tap(int* taps) {\n"
      "}\n"
      "// Budget: 1 threads, 1 blocks.\n"
      "\n"
      "__global__ void without(int* taps) {\n",
      "file.cu");
  REQUIRE(budgets.size() == 2);
  const auto least = [&](const std::string& arguments) { return budgets.at("product").of(arguments); };
  CHECK(text(least("float, Dense<float, true>")) == "2 blocks");
  CHECK(text(least("double")) == "50 %");
  CHECK(text(least("Warp, double")) == "25 %");
  CHECK(text(least("Warp, float")) == "2 blocks");
  CHECK(budgets.at("product").words_of("Warp, double") == "Warp double");
  CHECK(budgets.at("product").words_of("float").empty());
  CHECK(text(least("TensorCores<Tf32>, Dense<float, false>")) == "1 block");
  CHECK(text(least("TensorCoresOf<Tf32>")) == "2 blocks");
  CHECK(least("float").bytes == 0);
  CHECK(least("float").threads == 256);
  CHECK(least("double").threads == 256);
  CHECK(least("TensorCores<Tf32>").threads == 128);
  CHECK(least("TensorCores<Tf32>").bytes == 1024);
  CHECK(budgets.at("tap").of("").threads == 32);
  CHECK(budgets.at("tap").of("").bytes == 32768);
  for (const std::string wrong : {"many threads", "256 threads", "256 threads, 2 blocks; double", "256 threads, 75",
                                  "256 threads, 2 blocks; double: few", "2 blocks"}) {
    CHECK_THROWS_AS(budgets_in("// Budget: " + wrong + ".\n__global__ void product(int c) {\n", "file.cu"), Error);
  }
}

TEST_CASE("blocks at a time on a multiprocessor") {
  Resources kernel{.kernel = "k", .architecture = 80, .registers = 32};
  try {
    static_cast<void>(
        occupancy(kernel, 256, 0));  // throws where there is no toolkit; a CHECK would call that a failure
    // Limited by threads: 2048 / 256. By registers: 65536 / (128 * 256). By shared memory: 164 KiB / (48 + 1) KiB.
    CHECK(occupancy(kernel, 256, 0).blocks == 8);
    CHECK(occupancy(kernel, 256, 0).fraction == 1.0);
    kernel.registers = 128;
    CHECK(occupancy(kernel, 256, 0).blocks == 2);
    kernel.registers = 129;
    CHECK(occupancy(kernel, 256, 0).blocks == 1);
    kernel.registers = 32;
    kernel.shared_bytes = 48 * 1024;
    CHECK(occupancy(kernel, 256, 0).blocks == 3);
    // Turing and the GPUs for desks hold less.
    kernel.shared_bytes = 0;
    kernel.architecture = 75;
    CHECK(occupancy(kernel, 256, 0).blocks == 4);
    kernel.architecture = 120;
    CHECK(occupancy(kernel, 256, 0).blocks == 6);
    kernel.architecture = 61;
    CHECK_THROWS_AS(occupancy(kernel, 256, 0), Error);
  } catch (const Error& error) {
    CHECK(error.exit_code() == 77);  // no cuda_occupancy.h here
  }
}
