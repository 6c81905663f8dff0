// conv2d's table of kernels. The last is what `best` means: one that computes in float32.
#include <array>

#include "ops/conv2d/cuda_variants.h"

namespace seven::conv2d::SEVEN_TARGET {

std::span<const Variant* const> table() {
  static constexpr std::array kTable{&naive, &im2col_gemm, &tensor_core_bf16, &tensor_core_tf32, &implicit_gemm};
  return kTable;
}

}  // namespace seven::conv2d::SEVEN_TARGET
