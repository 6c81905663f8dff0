// The sizes that a file or a command line brings, looked at before anything is computed from them.
#pragma once

#include <initializer_list>
#include <string>

#include "core/types.h"

namespace seven {

// An axis, a stride, a pad, a window: at most this, so that H + 2 * pad and the like stay far inside 63 bits.
constexpr Index kMaxSize = 2147483647;

struct NamedSize {
  const char* name;  // "stride"
  Index value;
  Index least;  // the smallest that makes sense: 1, or 0 for a pad
};

// Throws Error, naming `where` (a layer) and the first size that is below its least or above kMaxSize. `what`: "a
// convolution".
void check_sizes(const std::string& what, const std::string& where, std::initializer_list<NamedSize> sizes);

// Throws Error if a tensor or a workspace of one of these numbers of elements cannot be: above 2^40. They are products
// of sizes, so they are given in double, where they cannot overflow.
void check_elements(const std::string& what, const std::string& where, std::initializer_list<double> elements);

}  // namespace seven
