// What the two halves of the variant winograd share.
// Chapter 07: chapters/07_winograd_roofline/README.md.
#pragma once

#include "ops/conv2d/turned.h"
#include "ops/conv2d/winograd_canvas.h"

namespace seven::conv2d::wino {

// Whether F(4x4, 3x3) or F(2x2, 5x5) can compute this convolution: stride 1, square kernels of 3 or 5, and a pad within
// the kernel.
inline bool fits(const Params& p) { return turns(p) && (p.R == 3 || p.R == 5); }

inline Problem forward_problem(const Params& p) {
  return {.N = p.N,
          .C = p.C,
          .H = p.H,
          .W = p.W,
          .K = p.K,
          .P = p.P(),
          .Q = p.Q(),
          .R = p.R,
          .pad = p.pad,
          .groups = p.groups};
}

inline Problem input_problem(const Params& p) { return forward_problem(turned(p)); }

template <class T>
Index grad_weight_workspace(const Params& p);
template <class T>
void grad_weight(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& p, T* workspace);

}  // namespace seven::conv2d::wino
