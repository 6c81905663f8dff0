// An implicit GEMM in its smallest form: the panels of the column matrix are made where the product packs them, and the
// matrix itself is never written.
#pragma once

#include "ops/conv2d/conv2d.h"

namespace seven::chapters {

// Elements of `panel`: TN columns of the column matrix.
Index panel_size(const conv2d::Params& a);

// y (K, P*Q) of one image with zeros around it, padded (C, H + 2 pad, W + 2 pad), and w (K, C*R*S); no groups.
void implicit_forward(float* y, const float* padded, const float* w, const conv2d::Params& a, float* panel);

// The same product out of a column matrix (C*R*S, P*Q) that lies in memory.
void explicit_forward(float* y, const float* column, const float* w, const conv2d::Params& a, float* panel);

}  // namespace seven::chapters
