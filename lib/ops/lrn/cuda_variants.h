// lrn's variants as kernels, once for each way that they are compiled.
#pragma once

#include "ops/lrn/lrn.h"
#include "ops/variant.h"

namespace seven::lrn::SEVEN_TARGET {

extern const Variant naive;
extern const Variant shared_tile;
extern const Variant in_registers;

}  // namespace seven::lrn::SEVEN_TARGET
