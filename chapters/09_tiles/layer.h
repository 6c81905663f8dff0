// The kernels of a convolution, counted: the three problems, as loops and as products.
#pragma once

#include "program.h"

namespace seven::chapters {

// Counts each variant of conv2d on a layer, with the products that it makes of each problem.
void count_layer(const Program& program);

}  // namespace seven::chapters
