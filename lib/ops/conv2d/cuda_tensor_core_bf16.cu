// conv2d, kernels, variant tensor_core_bf16: as tensor_core_tf32, with operands rounded to bf16.
// 7 bits of fraction instead of 10, half the traffic in shared memory and products twice as deep. In double it is
// implicit_gemm. Run it: ./seven bench --op conv2d --device cuda --variant tensor_core_bf16
#include "ops/conv2d/cuda_implicit.h"
#include "ops/gemm/cuda_tensor_core.h"

namespace seven::conv2d::SEVEN_TARGET {

namespace {

using Engine = gemm::SEVEN_TARGET::TensorCores<tensor_core::SEVEN_TARGET::Bf16>;

}  // namespace

const Variant tensor_core_bf16{"tensor_core_bf16",           Device::SEVEN_TARGET, "sm_80",
                               implicit_functions<Engine>(), implicit_gemm.f64,    tensor_core::kBf16Roundoff};

}  // namespace seven::conv2d::SEVEN_TARGET
