// conv2d's table of kernels.
#include <array>

#include "ops/conv2d/cuda_variants.h"

namespace seven::conv2d::SEVEN_TARGET {

std::span<const Variant* const> table() {
  static constexpr std::array kTable{&naive, &im2col_gemm, &implicit_gemm};
  return kTable;
}

}  // namespace seven::conv2d::SEVEN_TARGET
