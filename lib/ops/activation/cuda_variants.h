// activation's variants as kernels, once for each way that they are compiled.
#pragma once

#include "ops/activation/activation.h"
#include "ops/variant.h"

namespace seven::activation::SEVEN_TARGET {

extern const Variant naive;
extern const Variant vectorised;

}  // namespace seven::activation::SEVEN_TARGET
