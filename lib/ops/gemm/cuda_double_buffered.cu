// gemm, kernels, variant double_buffered: as vectorised, with two panels of each operand in shared memory.
// The next panels are loaded while these are multiplied, with one barrier a step instead of two; long products with few
// tiles are cut into slices.
// Run it: ./seven bench --op gemm --device cuda --variant double_buffered
// Chapter 09: chapters/09_tiles/README.md.
#include "ops/gemm/cuda_pipeline.h"
#include "ops/gemm/cuda_variants.h"

namespace seven::gemm::SEVEN_TARGET {

namespace {

Index workspace(const Params& p) { return slices_workspace(p.M, p.N, p.K, kDepth); }

template <class T>
void run(T* c, const T* a, const T* b, const Params& p, const Epilogue<T>& epilogue, T* workspace) {
  with_operands<T>(a, b, p, [&](const auto& load_a, const auto& load_b) {
    launch_product<Tiles<T>>(result(c, p, epilogue), load_a, load_b, sizes(p), workspace);
  });
}

}  // namespace

const Variant double_buffered{
    "double_buffered", Device::SEVEN_TARGET, "", {workspace, run<float>}, {workspace, run<double>}};

}  // namespace seven::gemm::SEVEN_TARGET
