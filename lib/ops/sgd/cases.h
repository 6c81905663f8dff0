// The registered cases of sgd.
#pragma once

#include <vector>

#include "ops/op.h"

namespace seven::sgd {

std::vector<OpCase> cases();

}  // namespace seven::sgd
