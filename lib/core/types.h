// The two or three names that every file uses.
#pragma once

#include <cstdint>

namespace seven {

// All sizes, strides and positions are signed and 64 bits wide: subtraction is safe, and no tensor overflows it.
using Index = std::int64_t;

}  // namespace seven
