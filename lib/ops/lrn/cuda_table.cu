// lrn's table of kernels.
#include <array>

#include "ops/lrn/cuda_variants.h"

namespace seven::lrn::SEVEN_TARGET {

std::span<const Variant* const> table() {
  static constexpr std::array kTable{&naive, &shared_tile, &in_registers};
  return kTable;
}

}  // namespace seven::lrn::SEVEN_TARGET
