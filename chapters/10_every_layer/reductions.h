// The ladder of reductions, counted.
#pragma once

#include "program.h"

namespace seven::chapters {

void count_reductions(const Program& program);

}  // namespace seven::chapters
