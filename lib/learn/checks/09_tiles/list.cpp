#include "learn/checks.h"

namespace seven::learn {

void check_smooth_row(Check& check);
Score score_smooth_row(Check& check);
void check_transpose(Check& check);
Score score_transpose(Check& check);
void check_matmul_tile(Check& check);
Score score_matmul_tile(Check& check);
void check_thread_tile(Check& check);
Score score_thread_tile(Check& check);
void check_scale_float4(Check& check);
Score score_scale_float4(Check& check);

static constexpr CheckEntry kList[] = {
    {"smooth_row", check_smooth_row, score_smooth_row},       {"transpose", check_transpose, score_transpose},
    {"matmul_tile", check_matmul_tile, score_matmul_tile},    {"thread_tile", check_thread_tile, score_thread_tile},
    {"scale_float4", check_scale_float4, score_scale_float4},
};
const std::span<const CheckEntry> kChapter09Checks{kList};

}  // namespace seven::learn
