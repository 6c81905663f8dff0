// dropout's table of kernels.
#include "ops/dropout/dropout.h"

namespace seven::dropout::SEVEN_TARGET {

std::span<const Variant* const> table() { return {}; }

}  // namespace seven::dropout::SEVEN_TARGET
