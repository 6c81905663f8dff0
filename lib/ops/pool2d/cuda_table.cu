// pool2d's table of kernels.
#include <array>

#include "ops/pool2d/cuda_variants.h"

namespace seven::pool2d::SEVEN_TARGET {

std::span<const Variant* const> table() {
  static constexpr std::array kTable{&naive, &shared_windows};
  return kTable;
}

}  // namespace seven::pool2d::SEVEN_TARGET
