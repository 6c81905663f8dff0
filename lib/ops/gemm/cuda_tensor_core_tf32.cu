// gemm, kernels, variant tensor_core_tf32: double_buffered's panels, multiplied by tensor cores.
// A warp multiplies fragments of 16 x 16 x 8 in one instruction, with operands rounded to TF32: 10 bits of fraction
// instead of 23, so it is chosen by name only. In double, where there is no such thing, it is double_buffered.
// Run it: ./seven bench --op gemm --device cuda --variant tensor_core_tf32
#include "ops/gemm/cuda_tensor_core.h"
#include "ops/gemm/cuda_variants.h"

namespace seven::gemm::SEVEN_TARGET {

namespace {

using Engine = TensorCores<tensor_core::SEVEN_TARGET::Tf32>;

Index workspace(const Params& p) { return slices_workspace(p.M, p.N, p.K, Engine::kPanel); }

void run(float* c, const float* a, const float* b, const Params& p, const Epilogue<float>& epilogue, float* workspace) {
  tensor_core::SEVEN_TARGET::expect_tensor_cores();
  with_operands<float>(a, b, p, [&](const auto& load_a, const auto& load_b) {
    launch_product<Engine>(result(c, p, epilogue), load_a, load_b, sizes(p), workspace);
  });
}

}  // namespace

const Variant tensor_core_tf32{"tensor_core_tf32", Device::SEVEN_TARGET, "sm_80",
                               {workspace, run},   double_buffered.f64,  tensor_core::kTf32Roundoff};

}  // namespace seven::gemm::SEVEN_TARGET
