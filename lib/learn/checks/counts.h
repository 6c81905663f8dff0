// Score lines of kernels: counted, so the same on every machine.
#pragma once

#include <fmt/format.h>

#include "learn/checks.h"

namespace seven::learn {

inline constexpr double kSectorBytes = 32.0;

// Sectors of device memory that the last call's kernels moved, read and written.
inline std::uint64_t sectors_moved(const Check& check) {
  return check.counts().load_sectors + check.counts().store_sectors;
}

// "12.0 bytes moved an element": of the last call.
inline Score bytes_moved(const Check& check, Index elements, const std::string& size) {
  Score score;
  const double bytes = kSectorBytes * static_cast<double>(sectors_moved(check));
  score.counted = fmt::format("{:.1f} bytes moved an element", bytes / static_cast<double>(elements));
  score.size = size;
  return score;
}

}  // namespace seven::learn
