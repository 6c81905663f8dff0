// The steps of the gemm ladder, and the register tiles, timed.
#pragma once

#include "program.h"

namespace seven::chapters {

// Times each variant of gemm on square matrices, in GFLOP/s and as a share of what this processor can do.
void climb_ladder(const Program& program);

// Times the register tile of each kernel that this processor can run, on panels that stay in the first-level cache.
void compare_tiles(const Program& program);

}  // namespace seven::chapters
