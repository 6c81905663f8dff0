// CUDA's error codes as this project's errors: what failed, and what to run next.
#pragma once

#include <cuda_runtime.h>

#include <string>

#include "core/error.h"

namespace seven::cuda {

// Throws Error unless `code` is cudaSuccess. `what` failed, at `where`.
inline void check(cudaError_t code, const std::string& what, const std::string& where) {
  if (code == cudaSuccess) return;
  (void)cudaGetLastError();  // a code that is not sticky would be reported again by the next call
  Error error(what);
  error.where(where).got(std::string(cudaGetErrorName(code)) + ": " + cudaGetErrorString(code));
  switch (code) {
    case cudaErrorNoDevice:
    case cudaErrorInsufficientDriver:
      error.fix("there is no GPU here, or its driver is too old: the SIMT device runs the same kernels on the CPU");
      break;
    case cudaErrorNoKernelImageForDevice:
      error.fix("this program holds no code for this GPU: build for its architecture");
      break;
    case cudaErrorIllegalAddress:
    case cudaErrorMisalignedAddress:
      error.fix("a kernel left its memory: compute-sanitizer names the thread and the line");
      break;
    default: break;
  }
  throw error;
}

}  // namespace seven::cuda
