// The sectors that a warp's requests touch: counted by the SIMT device, beside what one gets by hand.
#pragma once

#include "program.h"

namespace seven::chapters {

void count_strides(const Program& program);
void count_kernels(const Program& program);

}  // namespace seven::chapters
