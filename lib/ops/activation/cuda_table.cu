// activation's table of kernels.
#include <array>

#include "ops/activation/cuda_variants.h"

namespace seven::activation::SEVEN_TARGET {

std::span<const Variant* const> table() {
  static constexpr std::array kTable{&naive, &vectorised};
  return kTable;
}

}  // namespace seven::activation::SEVEN_TARGET
