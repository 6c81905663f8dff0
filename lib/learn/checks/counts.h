// Score lines of kernels: counted, so the same on every machine.
#pragma once

#include "learn/checks.h"

namespace seven::learn {

inline constexpr double kSectorBytes = 32.0;

// Sectors of device memory that the last call's kernels moved, read and written.
inline std::uint64_t sectors_moved(const Check& check) {
  return check.counts().load_sectors + check.counts().store_sectors;
}

// "12.0 bytes moved an element": of the last call.
Score bytes_moved(const Check& check, Index elements, const std::string& size);

}  // namespace seven::learn
