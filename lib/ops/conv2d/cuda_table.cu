// conv2d's table of kernels.
#include "ops/conv2d/conv2d.h"

namespace seven::conv2d::SEVEN_TARGET {

std::span<const Variant* const> table() { return {}; }

}  // namespace seven::conv2d::SEVEN_TARGET
