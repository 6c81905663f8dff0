// How much precision Winograd's way costs, for several tiles and several choices of points.
#pragma once

#include "program.h"

namespace seven::chapters {

// Prints the relative error in norm of float against double, on random maps with many channels, and checks that the
// matrices are right in double. Throws Error if they are not.
void show_errors(const Program& program);

}  // namespace seven::chapters
