// Whether there is a GPU for which this program has code.
#include <cuda_runtime.h>

#include <string>

namespace seven {

std::string why_no_cuda();

namespace {

// Budget: 32 threads, 16 blocks.
__global__ void probe() {}

// 13000 is version 13.0.
std::string version_text(int version) {
  return std::to_string(version / 1000) + "." + std::to_string(version % 1000 / 10);
}

std::string look() {
  int driver = 0;
  if (cudaDriverGetVersion(&driver) != cudaSuccess || driver == 0) {
    return "no NVIDIA driver is installed on this machine, so there is no GPU for CUDA";
  }
  int count = 0;
  const cudaError_t code = cudaGetDeviceCount(&count);
  if (code == cudaErrorInsufficientDriver) {
    return "the NVIDIA driver is too old: it knows CUDA " + version_text(driver) + ", this program is built with " +
           version_text(CUDART_VERSION) + " (install a newer driver, or build with an older toolkit)";
  }
  if (code == cudaErrorNoDevice || (code == cudaSuccess && count == 0)) {
    return "the NVIDIA driver sees no GPU (does CUDA_VISIBLE_DEVICES hide it? nvidia-smi lists what is there)";
  }
  if (code != cudaSuccess) return std::string("the GPU cannot be used: ") + cudaGetErrorString(code);

  cudaFuncAttributes attributes{};
  if (cudaFuncGetAttributes(&attributes, probe) == cudaSuccess) return "";
  (void)cudaGetLastError();
  cudaDeviceProp properties{};
  if (cudaGetDeviceProperties(&properties, 0) != cudaSuccess) return "the GPU does not answer (nvidia-smi says more)";
  return std::string(properties.name) + " is an sm_" + std::to_string(properties.major) +
         std::to_string(properties.minor) +
         ", and this program has code for sm " SEVEN_CUDA_BUILT " only (build with -DSEVEN_CUDA_ARCHITECTURES=" +
         std::to_string(properties.major * 10 + properties.minor) + ")";
}

}  // namespace

// Looked at once: a machine does not get a GPU while a program runs.
std::string why_no_cuda() {
  static const std::string reason = look();
  return reason;
}

}  // namespace seven
