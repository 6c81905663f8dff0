// softmax's table of kernels.
#include <array>

#include "ops/softmax/cuda_variants.h"

namespace seven::softmax::SEVEN_TARGET {

std::span<const Variant* const> table() {
  static constexpr std::array kTable{&naive, &warp_per_row, &block_per_row};
  return kTable;
}

}  // namespace seven::softmax::SEVEN_TARGET
