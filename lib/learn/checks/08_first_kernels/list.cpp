#include "learn/checks.h"

namespace seven::learn {

void check_axpy(Check& check);
Score score_axpy(Check& check);
void check_relu_stride(Check& check);
Score score_relu_stride(Check& check);
void check_scale_columns(Check& check);
Score score_scale_columns(Check& check);
void check_count_labels(Check& check);
Score score_count_labels(Check& check);

static constexpr CheckEntry kList[] = {
    {"axpy", check_axpy, score_axpy},
    {"relu_stride", check_relu_stride, score_relu_stride},
    {"scale_columns", check_scale_columns, score_scale_columns},
    {"count_labels", check_count_labels, score_count_labels},
};
const std::span<const CheckEntry> kChapter08Checks{kList};

}  // namespace seven::learn
