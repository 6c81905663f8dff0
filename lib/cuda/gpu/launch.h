// The launch of a kernel on a GPU, with the check for errors that `<<<>>>` leaves to the reader.
#pragma once

#include <cuda_runtime.h>

#include <utility>

#include "cuda/gpu/error.h"

// Inline, for the names: the linker would take launch() of a GPU and of the CPU (cuda/simt/launch.h) for one function,
// where two kernels have the same parameters.
namespace seven {
inline namespace gpu {

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
  if (code != cudaSuccess) cuda::refuse_launch(code, reinterpret_cast<const void*>(kernel), one);
}

// The block's dynamic shared memory, of as many bytes as the launch asked for.
template <class T>
__device__ T* dynamic_shared() {
  extern __shared__ __align__(16) unsigned char seven_dynamic_shared[];
  return reinterpret_cast<T*>(seven_dynamic_shared);
}

}  // namespace gpu
}  // namespace seven
