#include "cuda/gpu/error.h"

#include "core/error.h"

namespace seven::cuda {

namespace {

// "sm_90", of the GPU in use; "its architecture" if nobody says.
std::string architecture() {
  int device = 0;
  cudaDeviceProp properties{};
  if (cudaGetDevice(&device) != cudaSuccess || cudaGetDeviceProperties(&properties, device) != cudaSuccess) {
    return "its architecture";
  }
  return "sm_" + std::to_string(properties.major) + std::to_string(properties.minor);
}

std::string text(const dim3& d) {
  return "(" + std::to_string(d.x) + ", " + std::to_string(d.y) + ", " + std::to_string(d.z) + ")";
}

std::string next_step(cudaError_t code) {
  switch (code) {
    case cudaErrorNoDevice:
    case cudaErrorInsufficientDriver:
      return "there is no GPU here, or its driver is too old: --device simt runs the same kernels on the CPU";
    case cudaErrorNoKernelImageForDevice:
    case cudaErrorInvalidDeviceFunction:
      return "this program has code for sm " SEVEN_CUDA_BUILT " only: build for " + architecture() +
             " (cmake --preset cuda -DSEVEN_CUDA_ARCHITECTURES=...)";
    case cudaErrorMemoryAllocation: return "take a smaller batch, or end what else uses the GPU (nvidia-smi names it)";
    case cudaErrorIllegalAddress:
    case cudaErrorMisalignedAddress:
    case cudaErrorLaunchFailure:
      return "a kernel left its memory: --device simt_check names the thread and the line, on the CPU, and so does "
             "compute-sanitizer before the same command";
    case cudaErrorLaunchOutOfResources:
      return "a block of this size needs more registers than there are: ./seven kernels lists them";
    case cudaErrorLaunchTimeout: return "the GPU also draws a screen, which stops long kernels: take a smaller batch";
    default: return "";
  }
}

}  // namespace

void check(cudaError_t code, const std::string& what, const std::string& where) {
  if (code == cudaSuccess) return;
  (void)cudaGetLastError();  // a code that is not sticky would be reported again by the next call
  Error error(what);
  error.where(where).got(std::string(cudaGetErrorName(code)) + ": " + cudaGetErrorString(code));
  if (const std::string fix = next_step(code); !fix.empty()) error.fix(fix);
  if (code == cudaErrorNoDevice || code == cudaErrorInsufficientDriver) error.skipped();
  throw error;
}

void refuse_launch(cudaError_t code, const void* kernel, const cudaLaunchConfig_t& config) {
  const char* name = nullptr;
  if (cudaFuncGetName(&name, kernel) != cudaSuccess) name = "a kernel";
  check(code, "a kernel could not be launched",
        std::string(name) + ", grid " + text(config.gridDim) + ", block " + text(config.blockDim) + ", " +
            std::to_string(config.dynamicSmemBytes) + " bytes of dynamic shared memory");
  throw Error("a kernel could not be launched");  // check() has thrown
}

}  // namespace seven::cuda
