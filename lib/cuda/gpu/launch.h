// The launch of a kernel on a GPU, with the check for errors that `<<<>>>` leaves to the reader.
#pragma once

#include <cuda_runtime.h>

#include <string>
#include <utility>

#include "cuda/gpu/error.h"

namespace seven {

// grid and block as CUDA counts them: blocks in the grid, threads in a block.
struct LaunchConfig {
  dim3 grid, block;
  std::size_t shared_bytes = 0;  // dynamic shared memory
  cudaStream_t stream = nullptr;
};

// Starts kernel(arguments...) in every thread of every block and returns at once. The arguments are converted to the
// kernel's parameters, as in a call. Throws Error for a launch that the GPU refuses; what goes wrong within the kernel
// shows at the next synchronisation.
template <class... Parameters, class... Arguments>
void launch(void (*kernel)(Parameters...), const LaunchConfig& config, Arguments&&... arguments) {
  static_assert(sizeof...(Parameters) == sizeof...(Arguments), "a kernel gets an argument for each parameter");
  cudaLaunchConfig_t one{};
  one.gridDim = config.grid;
  one.blockDim = config.block;
  one.dynamicSmemBytes = config.shared_bytes;
  one.stream = config.stream;
  const cudaError_t code = cudaLaunchKernelEx(&one, kernel, std::forward<Arguments>(arguments)...);
  if (code == cudaSuccess) return;
  const auto text = [](const dim3& d) {
    return "(" + std::to_string(d.x) + ", " + std::to_string(d.y) + ", " + std::to_string(d.z) + ")";
  };
  const char* name = nullptr;
  if (cudaFuncGetName(&name, reinterpret_cast<const void*>(kernel)) != cudaSuccess) name = "a kernel";
  cuda::check(code, "a kernel could not be launched",
              std::string(name) + ", grid " + text(config.grid) + ", block " + text(config.block) + ", " +
                  std::to_string(config.shared_bytes) + " bytes of dynamic shared memory");
}

// The block's dynamic shared memory, of as many bytes as the launch asked for.
template <class T>
__device__ T* dynamic_shared() {
  extern __shared__ __align__(16) unsigned char seven_dynamic_shared[];
  return reinterpret_cast<T*>(seven_dynamic_shared);
}

}  // namespace seven
