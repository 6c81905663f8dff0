// gemm's variants as kernels, once for each way that they are compiled.
#pragma once

#include "ops/gemm/gemm.h"

namespace seven::gemm::SEVEN_TARGET {

extern const Variant naive;
extern const Variant coalesced;
extern const Variant shared_tile;
extern const Variant register_tile;
extern const Variant vectorised;
extern const Variant tensor_core_bf16;
extern const Variant tensor_core_tf32;
extern const Variant double_buffered;

}  // namespace seven::gemm::SEVEN_TARGET
