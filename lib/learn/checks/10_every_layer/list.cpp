#include "learn/checks.h"

namespace seven::learn {

const std::span<const CheckEntry> kChapter10Checks{};

}  // namespace seven::learn
