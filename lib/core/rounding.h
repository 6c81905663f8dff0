// Whole numbers rounded up: how often a step goes into a size, and what is big enough to hold it in whole steps.
#pragma once

#include "core/types.h"

namespace seven {

constexpr Index ceil_div(Index value, Index step) { return (value + step - 1) / step; }
constexpr Index round_up(Index value, Index step) { return ceil_div(value, step) * step; }

// Elements of any type that fill at least a cache line: parts of a workspace are rounded up to it, so that each begins
// where a line does.
inline constexpr Index kLine = 16;

}  // namespace seven
