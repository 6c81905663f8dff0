#include "learn/checks.h"

namespace seven::learn {

void check_block_sum(Check& check);
Score score_block_sum(Check& check);
void check_warp_sum(Check& check);
Score score_warp_sum(Check& check);
void check_softmax_row(Check& check);
Score score_softmax_row(Check& check);
void check_lrn_window(Check& check);
Score score_lrn_window(Check& check);
void check_max_pool_gather(Check& check);
Score score_max_pool_gather(Check& check);
void check_dropout_mask(Check& check);
Score score_dropout_mask(Check& check);

static constexpr CheckEntry kList[] = {
    {"block_sum", check_block_sum, score_block_sum},
    {"warp_sum", check_warp_sum, score_warp_sum},
    {"softmax_row", check_softmax_row, score_softmax_row},
    {"lrn_window", check_lrn_window, score_lrn_window},
    {"max_pool_gather", check_max_pool_gather, score_max_pool_gather},
    {"dropout_mask", check_dropout_mask, score_dropout_mask},
};
const std::span<const CheckEntry> kChapter10Checks{kList};

}  // namespace seven::learn
