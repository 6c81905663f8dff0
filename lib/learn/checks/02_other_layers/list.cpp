#include "learn/checks.h"

namespace seven::learn {

const std::span<const CheckEntry> kChapter02Checks{};

}  // namespace seven::learn
