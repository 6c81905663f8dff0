// linear's table of kernels.
#include <array>

#include "ops/linear/cuda_variants.h"

namespace seven::linear::SEVEN_TARGET {

std::span<const Variant* const> table() {
  static constexpr std::array kTable{&naive, &gemm_tiles};
  return kTable;
}

}  // namespace seven::linear::SEVEN_TARGET
