#include "learn/checks.h"

namespace seven::learn {

void check_subtract_mean(Check& check);
Score score_subtract_mean(Check& check);
void check_softmax_loss_backward(Check& check);
void check_sgd_momentum(Check& check);
Score score_sgd_momentum(Check& check);
void check_learning_rate(Check& check);
void check_top_k_error(Check& check);
void check_training_step(Check& check);
Score score_training_step(Check& check);

static constexpr CheckEntry kList[] = {
    {"subtract_mean", check_subtract_mean, score_subtract_mean},
    {"softmax_loss_backward", check_softmax_loss_backward},
    {"sgd_momentum", check_sgd_momentum, score_sgd_momentum},
    {"learning_rate", check_learning_rate},
    {"top_k_error", check_top_k_error},
    {"training_step", check_training_step, score_training_step},
};
const std::span<const CheckEntry> kChapter04Checks{kList};

}  // namespace seven::learn
