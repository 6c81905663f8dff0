// What the two halves of the variant implicit_gemm share.
// Chapter 05: chapters/05_im2col_gemm/README.md.
#pragma once

#include "ops/conv2d/conv2d.h"

namespace seven::conv2d::implicit {

template <class T>
Index grad_weight_workspace(const Params& p);
template <class T>
void grad_weight(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& p, T* workspace);

}  // namespace seven::conv2d::implicit
