// pool2d's table of kernels.
#include "ops/pool2d/pool2d.h"

namespace seven::pool2d::SEVEN_TARGET {

std::span<const Variant* const> table() { return {}; }

}  // namespace seven::pool2d::SEVEN_TARGET
