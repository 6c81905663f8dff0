// The registered cases of dropout.
#pragma once

#include <vector>

#include "ops/op.h"

namespace seven::dropout {

std::vector<OpCase> cases();

}  // namespace seven::dropout
