// grad_x as a convolution of its own: of grad_y, with the kernels turned by half a turn, kernels and channels changing
// places.
#pragma once

#include "ops/conv2d/conv2d.h"

namespace seven::conv2d {

// Whether that is so: the stride is 1, the kernels are square, and what the pad becomes is a pad.
inline bool turns(const Params& p) { return p.stride == 1 && p.R == p.S && p.pad < p.R; }

inline Params turned(const Params& p) {
  return {.N = p.N,
          .C = p.K,
          .H = p.P(),
          .W = p.Q(),
          .K = p.C,
          .R = p.R,
          .S = p.S,
          .pad = p.R - 1 - p.pad,
          .groups = p.groups};
}

}  // namespace seven::conv2d
