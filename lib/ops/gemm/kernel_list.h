// The kernels that were compiled; kernel.cpp chooses among them. Private to gemm.
#pragma once

#include "ops/gemm/kernel.h"

namespace seven::gemm {

#if defined(__x86_64__)
extern const Kernel<float> kernel_avx512_f32;
extern const Kernel<double> kernel_avx512_f64;
extern const Kernel<float> kernel_avx2_f32;
extern const Kernel<double> kernel_avx2_f64;
#endif
extern const Kernel<float> kernel_base_f32;
extern const Kernel<double> kernel_base_f64;

}  // namespace seven::gemm
