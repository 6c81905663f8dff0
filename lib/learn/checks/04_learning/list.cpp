#include "learn/checks.h"

namespace seven::learn {

const std::span<const CheckEntry> kChapter04Checks{};

}  // namespace seven::learn
