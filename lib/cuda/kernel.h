// The one header that a kernel's file (.cu) includes. nvcc compiles the file for a GPU; g++ or clang++ compiles the
// same file for the CPU, where it runs with CUDA's execution model (cuda/simt/). What both need beside CUDA's own words
// is `launch` and `dynamic_shared`.
//
// The file's kernels lie in namespace seven::<op>::SEVEN_TARGET, which the build sets to `cuda`, `simt` or
// `simt_check`: the three compilations end up in one program. Chapter 08: chapters/08_first_kernels/README.md.
#pragma once

#if defined(__CUDACC__)
#include "cuda/gpu/launch.h"
#else
#include "cuda/simt/language.h"
#include "cuda/simt/launch.h"
#endif
