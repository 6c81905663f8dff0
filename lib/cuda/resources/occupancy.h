// How much of a kernel fits a multiprocessor at a time.
#pragma once

#include "cuda/resources/report.h"

namespace seven::cuda {

struct Occupancy {
  int blocks = 0;         // that run on a multiprocessor at a time; 0: the kernel cannot run at all
  double fraction = 0.0;  // of the threads that it could hold
};

// Computed by the toolkit's own cuda_occupancy.h from the figures of the CUDA C++ Programming Guide ("Technical
// Specifications per Compute Capability"). Throws Error for an architecture without figures here, and (skipped) in a
// program that was built without that header.
// `bytes` is the shared memory that the launch adds.
Occupancy occupancy(const Resources& kernel, int threads, int bytes);

}  // namespace seven::cuda
