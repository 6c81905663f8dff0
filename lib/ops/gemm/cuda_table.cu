// gemm's table of kernels.
#include <array>

#include "ops/gemm/cuda_variants.h"

namespace seven::gemm::SEVEN_TARGET {

std::span<const Variant* const> table() {
  static constexpr std::array kTable{&naive, &coalesced, &shared_tile, &register_tile, &vectorised, &double_buffered};
  return kTable;
}

}  // namespace seven::gemm::SEVEN_TARGET
