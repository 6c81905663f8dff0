// softmax's table of kernels.
#include "ops/softmax/softmax.h"

namespace seven::softmax::SEVEN_TARGET {

std::span<const Variant* const> table() { return {}; }

}  // namespace seven::softmax::SEVEN_TARGET
