#include "learn/checks.h"

namespace seven::learn {

void check_relu(Check& check);
void check_relu_backward(Check& check);
Score score_relu(Check& check);
void check_max_pool(Check& check);
Score score_max_pool(Check& check);
void check_max_pool_backward(Check& check);
Score score_max_pool_backward(Check& check);
void check_lrn(Check& check);
Score score_lrn(Check& check);
void check_dropout(Check& check);
void check_softmax_loss(Check& check);

static constexpr CheckEntry kList[] = {
    {"relu", check_relu, score_relu},
    {"relu_backward", check_relu_backward},
    {"max_pool", check_max_pool, score_max_pool},
    {"max_pool_backward", check_max_pool_backward, score_max_pool_backward},
    {"lrn", check_lrn, score_lrn},
    {"dropout", check_dropout},
    {"softmax_loss", check_softmax_loss},
};
const std::span<const CheckEntry> kChapter02Checks{kList};

}  // namespace seven::learn
