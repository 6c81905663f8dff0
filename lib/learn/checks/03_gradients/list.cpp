#include "learn/checks.h"

namespace seven::learn {

void check_central_difference(Check& check);
void check_relative_error(Check& check);
void check_linear_backward(Check& check);
Score score_linear_backward(Check& check);
void check_conv2d_grad_input(Check& check);
Score score_conv2d_grad_input(Check& check);
void check_conv2d_grad_weight(Check& check);
Score score_conv2d_grad_weight(Check& check);
void check_lrn_backward(Check& check);
Score score_lrn_backward(Check& check);

static constexpr CheckEntry kList[] = {
    {"central_difference", check_central_difference},
    {"relative_error", check_relative_error},
    {"linear_backward", check_linear_backward, score_linear_backward},
    {"conv2d_grad_input", check_conv2d_grad_input, score_conv2d_grad_input},
    {"conv2d_grad_weight", check_conv2d_grad_weight, score_conv2d_grad_weight},
    {"lrn_backward", check_lrn_backward, score_lrn_backward},
};
const std::span<const CheckEntry> kChapter03Checks{kList};

}  // namespace seven::learn
