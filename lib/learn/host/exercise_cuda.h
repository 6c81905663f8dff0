// What every exercise with kernels includes: CUDA's language and runtime, the maths, and todo().
//
// Include guards instead of #pragma once: this header is compiled beforehand, and g++ then forgets the pragma.
#ifndef SEVEN_LEARN_EXERCISE_CUDA_H
#define SEVEN_LEARN_EXERCISE_CUDA_H

#if defined(__CUDACC__)  // on a machine with a GPU, for whoever calls the function from a program of their own

#include <cuda_runtime.h>

#include <cstdio>

__host__ __device__ inline void todo(const char* sentence) { printf("to do: %s\n", sentence); }

#else

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>

#include "cuda/simt/runtime_api.h"

// A hole in an exercise: it compiles, and when it is reached the check stops and shows the sentence.
[[noreturn]] void todo(const char* sentence);

#endif

#endif
