// CUDA's error codes as this project's errors: what failed, and what to run next.
#pragma once

#include <cuda_runtime.h>

#include <string>

namespace seven::cuda {

// Throws Error unless `code` is cudaSuccess: `what` failed, at `where`. Skipped, for the command line, if it is the GPU
// that is missing.
void check(cudaError_t code, const std::string& what, const std::string& where);

// Throws the Error of a launch that the GPU refused: which kernel, and what it was asked for.
[[noreturn]] void refuse_launch(cudaError_t code, const void* kernel, const cudaLaunchConfig_t& config);

}  // namespace seven::cuda
