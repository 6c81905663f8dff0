#include "learn/checks.h"

namespace seven::learn {

const std::span<const CheckEntry> kChapter03Checks{};

}  // namespace seven::learn
