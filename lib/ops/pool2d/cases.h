// The registered cases of pool2d.
#pragma once

#include <vector>

#include "ops/op.h"

namespace seven::pool2d {

std::vector<OpCase> cases();

}  // namespace seven::pool2d
