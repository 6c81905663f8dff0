// The registered cases of conv2d.
#pragma once

#include <vector>

#include "ops/op.h"

namespace seven::conv2d {

std::vector<OpCase> cases();

}  // namespace seven::conv2d
