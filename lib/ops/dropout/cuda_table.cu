// dropout's table of kernels.
#include <array>

#include "ops/dropout/cuda_variants.h"

namespace seven::dropout::SEVEN_TARGET {

std::span<const Variant* const> table() {
  static constexpr std::array kTable{&naive, &four_a_thread};
  return kTable;
}

}  // namespace seven::dropout::SEVEN_TARGET
