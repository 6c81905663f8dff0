// The registered cases of gemm.
#pragma once

#include <vector>

#include "ops/op.h"

namespace seven::gemm {

std::vector<OpCase> cases();

}  // namespace seven::gemm
