#include "learn/checks.h"

namespace seven::learn {

void check_central_difference(Check& check);

static constexpr CheckEntry kList[] = {
    {"central_difference", check_central_difference},
};
const std::span<const CheckEntry> kChapter03Checks{kList};

}  // namespace seven::learn
