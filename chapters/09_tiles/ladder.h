// The kernels of the gemm ladder, counted, beside what one works out by hand.
#pragma once

#include "program.h"

namespace seven::chapters {

// Counts each variant on one product: device memory, shared memory and barriers, for 1000 multiply-adds.
void count_ladder(const Program& program);

}  // namespace seven::chapters
