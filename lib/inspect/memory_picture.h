// Who touches which word of memory in one launch of a kernel, as an SVG drawing.
#pragma once

#include <string>

#include "cuda/simt/check/touched.h"

namespace seven {

// A grid for each memory, a cell for each word of 4 bytes, 32 in a row: four sectors of device memory, or the 32 banks
// of shared memory. A cell's colour is that of the warp that came first (of the thread, in a launch of a single warp),
// its number that thread's lane; marks say read, written, and whether another warp came too; its tooltip says all.
// Rows that nobody touched are left out. Ground and ink are CSS variables with a light and a dark set.
std::string svg_touched(const simt::Touched& touched);

}  // namespace seven
