// gemm, kernels, variant tensor_core_bf16: as tensor_core_tf32, with operands rounded to bf16.
// 7 bits of fraction instead of 10, half the traffic in shared memory and products twice as deep; range as before. In
// double it is double_buffered. Run it: ./seven bench --op gemm --device cuda --variant tensor_core_bf16
#include "ops/gemm/cuda_tensor_core.h"
#include "ops/gemm/cuda_variants.h"

namespace seven::gemm::SEVEN_TARGET {

namespace {

using Engine = TensorCores<tensor_core::SEVEN_TARGET::Bf16>;

Index workspace(const Params& p) { return slices_workspace(p.M, p.N, p.K, Engine::kPanel); }

void run(float* c, const float* a, const float* b, const Params& p, const Epilogue<float>& epilogue, float* workspace) {
  tensor_core::SEVEN_TARGET::expect_tensor_cores();
  with_operands<float>(a, b, p, [&](const auto& load_a, const auto& load_b) {
    launch_product<Engine>(result(c, p, epilogue), load_a, load_b, sizes(p), workspace);
  });
}

}  // namespace

const Variant tensor_core_bf16{"tensor_core_bf16", Device::SEVEN_TARGET, "sm_80",
                               {workspace, run},   double_buffered.f64,  tensor_core::kBf16Roundoff};

}  // namespace seven::gemm::SEVEN_TARGET
