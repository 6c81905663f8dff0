// sgd's table of kernels.
#include "ops/sgd/sgd.h"

namespace seven::sgd::SEVEN_TARGET {

std::span<const Variant* const> table() { return {}; }

}  // namespace seven::sgd::SEVEN_TARGET
