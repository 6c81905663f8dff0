// The registered cases of gemm.
#pragma once

#include <string>
#include <vector>

#include "ops/op.h"

namespace seven::gemm {

std::vector<OpCase> cases();

// A case that is there to be timed.
OpCase benchmark_case(const std::string& name, Index m, Index n, Index k);

}  // namespace seven::gemm
