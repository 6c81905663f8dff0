// conv2d, kernels, variant tensor_core_tf32: implicit_gemm, multiplied by tensor cores.
// Images and weights are rounded to TF32 on their way into shared memory: 10 bits of fraction instead of 23, so it is
// chosen by name only. In double it is implicit_gemm. Run it: ./seven bench --op conv2d --device cuda --variant
// tensor_core_tf32
#include "ops/conv2d/cuda_implicit.h"
#include "ops/gemm/cuda_tensor_core.h"

namespace seven::conv2d::SEVEN_TARGET {

namespace {

using Engine = gemm::SEVEN_TARGET::TensorCores<tensor_core::SEVEN_TARGET::Tf32>;

}  // namespace

const Variant tensor_core_tf32{"tensor_core_tf32",           Device::SEVEN_TARGET, "sm_80",
                               implicit_functions<Engine>(), implicit_gemm.f64,    tensor_core::kTf32Roundoff};

}  // namespace seven::conv2d::SEVEN_TARGET
