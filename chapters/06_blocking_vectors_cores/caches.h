// What memory looks like from the processor: lines, and levels of cache.
#pragma once

#include "program.h"

namespace seven::chapters {

// Times reading one number out of every 1, 2, 4, ... 64, on arrays from the first-level cache to memory. The picture of
// the chapter is this table as curves.
void show_cache_lines(const Program& program);

}  // namespace seven::chapters
