// activation's table of kernels.
// Chapter 08: chapters/08_first_kernels/README.md.
#include <array>

#include "ops/activation/cuda_variants.h"

namespace seven::activation::SEVEN_TARGET {

std::span<const Variant* const> table() {
  static constexpr std::array kTable{&naive, &vectorised};
  return kTable;
}

}  // namespace seven::activation::SEVEN_TARGET
