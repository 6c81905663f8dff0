// linear's table of kernels.
#include "ops/linear/linear.h"

namespace seven::linear::SEVEN_TARGET {

std::span<const Variant* const> table() { return {}; }

}  // namespace seven::linear::SEVEN_TARGET
