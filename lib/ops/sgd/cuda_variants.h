// sgd's variants as kernels, once for each way that they are compiled.
#pragma once

#include "ops/sgd/sgd.h"
#include "ops/variant.h"

namespace seven::sgd::SEVEN_TARGET {

extern const Variant naive;
extern const Variant vectorised;

}  // namespace seven::sgd::SEVEN_TARGET
