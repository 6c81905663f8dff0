// softmax's variants as kernels, once for each way that they are compiled.
#pragma once

#include "ops/softmax/softmax.h"
#include "ops/variant.h"

namespace seven::softmax::SEVEN_TARGET {

extern const Variant naive;
extern const Variant warp_per_row;
extern const Variant block_per_row;

}  // namespace seven::softmax::SEVEN_TARGET
