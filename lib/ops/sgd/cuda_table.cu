// sgd's table of kernels.
#include <array>

#include "ops/sgd/cuda_variants.h"

namespace seven::sgd::SEVEN_TARGET {

std::span<const Variant* const> table() {
  static constexpr std::array kTable{&naive, &vectorised};
  return kTable;
}

}  // namespace seven::sgd::SEVEN_TARGET
