#include "learn/checks.h"

namespace seven::learn {

void check_matmul_rows(Check& check);
Score score_matmul_rows(Check& check);
void check_matmul_blocked(Check& check);
Score score_matmul_blocked(Check& check);
void check_register_tile(Check& check);
Score score_register_tile(Check& check);
void check_pack_rows(Check& check);
Score score_pack_rows(Check& check);
void check_dot_lanes(Check& check);
Score score_dot_lanes(Check& check);
void check_finish_tile(Check& check);
Score score_finish_tile(Check& check);
void check_parallel_sum(Check& check);
Score score_parallel_sum(Check& check);

static constexpr CheckEntry kList[] = {
    {"matmul_rows", check_matmul_rows, score_matmul_rows},
    {"matmul_blocked", check_matmul_blocked, score_matmul_blocked},
    {"register_tile", check_register_tile, score_register_tile},
    {"pack_rows", check_pack_rows, score_pack_rows},
    {"dot_lanes", check_dot_lanes, score_dot_lanes},
    {"finish_tile", check_finish_tile, score_finish_tile},
    {"parallel_sum", check_parallel_sum, score_parallel_sum},
};
const std::span<const CheckEntry> kChapter06Checks{kList};

}  // namespace seven::learn
