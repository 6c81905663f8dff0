// dropout's variants as kernels, once for each way that they are compiled.
#pragma once

#include "ops/dropout/dropout.h"
#include "ops/variant.h"

namespace seven::dropout::SEVEN_TARGET {

extern const Variant naive;
extern const Variant four_a_thread;

}  // namespace seven::dropout::SEVEN_TARGET
