// gemm's table of kernels.
#include "ops/gemm/gemm.h"

namespace seven::gemm::SEVEN_TARGET {

std::span<const Variant* const> table() { return {}; }

}  // namespace seven::gemm::SEVEN_TARGET
