// What the parts of the runtime API share: the code of the last failure. Not for students' files.
#pragma once

#include "cuda/simt/runtime_api.h"

namespace seven::simt {

// Keeps the code for cudaGetLastError(), and returns it.
cudaError_t failed(cudaError_t code);
// What a call returns that waits for the kernels: the code of one that failed, if it was the last that did.
cudaError_t waited();

}  // namespace seven::simt
