#include "learn/checks.h"

namespace seven::learn {

const std::span<const CheckEntry> kChapter09Checks{};

}  // namespace seven::learn
