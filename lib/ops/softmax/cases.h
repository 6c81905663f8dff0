// The registered cases of softmax.
#pragma once

#include <vector>

#include "ops/op.h"

namespace seven::softmax {

std::vector<OpCase> cases();

}  // namespace seven::softmax
