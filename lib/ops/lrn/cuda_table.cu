// lrn's table of kernels.
#include "ops/lrn/lrn.h"

namespace seven::lrn::SEVEN_TARGET {

std::span<const Variant* const> table() { return {}; }

}  // namespace seven::lrn::SEVEN_TARGET
