// The launch of scatter.cu, once for each way that it is compiled.
#pragma once

#include "ops/pool2d/pool2d.h"

namespace seven::chapters {

namespace simt_check {
// grad_x (N, C, H, W), zeros before, += for each window its grad_y (N, C, P, Q), in the element of x that it has
// chosen.
void scatter_grad_input(float* grad_x, const float* grad_y, const float* x, const pool2d::Params& p);
}  // namespace simt_check

}  // namespace seven::chapters
