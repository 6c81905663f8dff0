#include "learn/checks.h"

namespace seven::learn {

void check_output_size(Check& check);
void check_row_major(Check& check);
void check_conv2d_one_channel(Check& check);
Score score_conv2d_one_channel(Check& check);
void check_conv2d(Check& check);
Score score_conv2d(Check& check);
void check_conv2d_groups(Check& check);
Score score_conv2d_groups(Check& check);
void check_connections(Check& check);

static constexpr CheckEntry kList[] = {
    {"output_size", check_output_size},
    {"row_major", check_row_major},
    {"conv2d_one_channel", check_conv2d_one_channel, score_conv2d_one_channel},
    {"conv2d", check_conv2d, score_conv2d},
    {"conv2d_groups", check_conv2d_groups, score_conv2d_groups},
    {"connections", check_connections},
};
const std::span<const CheckEntry> kChapter01Checks{kList};

}  // namespace seven::learn
