// Where a pooling window lies, on one axis: the same for rows and for columns.
// Chapter 02: chapters/02_other_layers/README.md.
#pragma once

#include <algorithm>

#include "ops/pool2d/pool2d.h"

namespace seven::pool2d {

//! [extent]
struct Extent {
  Index start;        // of the whole window: negative in the padding
  Index first, last;  // the part inside the image: [first, last), never empty (see check)
  Index count;        // how many elements `average` divides by, on this axis
};

// The extent of output `out` on an axis of `length` elements.
inline Extent extent(Index out, Index length, const Params& a) {
  const Index start = out * a.stride - a.pad;
  const Index first = std::max<Index>(0, start);
  const Index last = std::min(length, start + a.window);
  const Index padded_last = std::min(length + a.pad, start + a.window);
  return {start, first, last, a.count_pad ? padded_last - start : last - first};
}
//! [extent]

}  // namespace seven::pool2d
