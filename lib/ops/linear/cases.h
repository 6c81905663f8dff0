// The registered cases of linear.
#pragma once

#include <vector>

#include "ops/op.h"

namespace seven::linear {

std::vector<OpCase> cases();

}  // namespace seven::linear
