// gemm's table of kernels. The last is what `best` means: one that computes in float32.
#include <array>

#include "ops/gemm/cuda_variants.h"

namespace seven::gemm::SEVEN_TARGET {

std::span<const Variant* const> table() {
  static constexpr std::array kTable{&naive,      &coalesced,        &shared_tile,      &register_tile,
                                     &vectorised, &tensor_core_bf16, &tensor_core_tf32, &double_buffered};
  return kTable;
}

}  // namespace seven::gemm::SEVEN_TARGET
