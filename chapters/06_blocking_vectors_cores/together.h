// What threads do to each other: nothing to the bits, and sometimes much to the speed.
#pragma once

#include "program.h"

namespace seven::chapters {

// Multiplies with 1 to 8 threads and compares every bit. Throws Error if one differs.
void same_bits(const Program& program);

// Lets every thread count in a number of its own: side by side in one cache line, and a line apart.
void show_false_sharing(const Program& program);

}  // namespace seven::chapters
