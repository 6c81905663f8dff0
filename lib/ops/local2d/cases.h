// The registered cases of local2d.
#pragma once

#include <vector>

#include "ops/op.h"

namespace seven::local2d {

std::vector<OpCase> cases();

}  // namespace seven::local2d
