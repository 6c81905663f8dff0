// Memory for elements, refused with a sentence instead of a crash where there cannot be enough of it.
#pragma once

#include <cstddef>

#include "core/types.h"

namespace seven {

// Room for `count` elements of `item` bytes each, aligned to 64 bytes; to be freed with
// ::operator delete[](data, std::align_val_t{64}). Throws Error if that is more than the machine has: systems that
// promise memory first and look for it later would stop the program half-way through filling it.
void* allocate(Index count, std::size_t item);

}  // namespace seven
