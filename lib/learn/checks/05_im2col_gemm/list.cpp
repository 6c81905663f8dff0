#include "learn/checks.h"

namespace seven::learn {

void check_im2col(Check& check);
Score score_im2col(Check& check);
void check_conv2d_product(Check& check);
Score score_conv2d_product(Check& check);
void check_backward_products(Check& check);
Score score_backward_products(Check& check);
void check_col2im(Check& check);
Score score_col2im(Check& check);
void check_column_panel(Check& check);
Score score_column_panel(Check& check);

static constexpr CheckEntry kList[] = {
    {"im2col", check_im2col, score_im2col},
    {"conv2d_product", check_conv2d_product, score_conv2d_product},
    {"backward_products", check_backward_products, score_backward_products},
    {"col2im", check_col2im, score_col2im},
    {"column_panel", check_column_panel, score_column_panel},
};
const std::span<const CheckEntry> kChapter05Checks{kList};

}  // namespace seven::learn
