#include "learn/checks.h"

namespace seven::learn {

void check_roofline(Check& check);
void check_f23(Check& check);
void check_winograd_kernel(Check& check);
Score score_winograd_kernel(Check& check);
void check_winograd_output(Check& check);
Score score_winograd_output(Check& check);

static constexpr CheckEntry kList[] = {
    {"roofline", check_roofline},
    {"f23", check_f23},
    {"winograd_kernel", check_winograd_kernel, score_winograd_kernel},
    {"winograd_output", check_winograd_output, score_winograd_output},
};
const std::span<const CheckEntry> kChapter07Checks{kList};

}  // namespace seven::learn
