// linear's variants as kernels, once for each way that they are compiled.
#pragma once

#include "ops/linear/linear.h"
#include "ops/variant.h"

namespace seven::linear::SEVEN_TARGET {

extern const Variant naive;
extern const Variant gemm_tiles;  // "gemm"

}  // namespace seven::linear::SEVEN_TARGET
