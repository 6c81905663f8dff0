// The registered cases of conv2d.
#pragma once

#include <string>
#include <vector>

#include "ops/conv2d/conv2d.h"
#include "ops/op.h"

namespace seven::conv2d {

std::vector<OpCase> cases();

// A case that is there to be timed.
OpCase benchmark_case(const std::string& name, const Params& p);

}  // namespace seven::conv2d
