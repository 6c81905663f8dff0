#include "learn/checks/counts.h"

#include <fmt/format.h>

namespace seven::learn {

Score bytes_moved(const Check& check, Index elements, const std::string& size) {
  Score score;
  const double bytes = kSectorBytes * static_cast<double>(sectors_moved(check));
  score.counted = fmt::format("{:.1f} bytes moved an element", bytes / static_cast<double>(elements));
  score.size = size;
  return score;
}

}  // namespace seven::learn
