// pool2d's variants as kernels, once for each way that they are compiled.
#pragma once

#include "ops/pool2d/pool2d.h"
#include "ops/variant.h"

namespace seven::pool2d::SEVEN_TARGET {

extern const Variant naive;
extern const Variant shared_windows;

}  // namespace seven::pool2d::SEVEN_TARGET
