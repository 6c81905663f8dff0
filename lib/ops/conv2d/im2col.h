// im2col and its adjoint: between an image and the matrix of its windows, one window a column.
//
// Both work on one group of one image: x (C, H, W) with C the channels of the group; column (C*R*S, P*Q).
#pragma once

#include <algorithm>

#include "ops/conv2d/conv2d.h"

namespace seven::conv2d {

// The outputs q for which q*stride + s - pad lies inside the image: [first, last).
struct Inside {
  Index first, last;
};

inline Inside inside(Index s, const Params& a) {
  const Index first = std::max<Index>(0, (a.pad - s + a.stride - 1) / a.stride);
  const Index last = std::min(a.Q(), (a.W - 1 - s + a.pad) / a.stride + 1);
  return {std::min(first, a.Q()), std::max(last, std::min(first, a.Q()))};
}

// column[(c,r,s), (p,q)] = x[c, p*stride + r - pad, q*stride + s - pad], zero outside. Overwrites column.
template <class T>
void im2col(T* column, const T* x, const Params& a) {
  for (Index c = 0; c < a.group_channels(); ++c) {
    for (Index r = 0; r < a.R; ++r) {
      for (Index s = 0; s < a.S; ++s) {
        const Inside in = inside(s, a);
        for (Index p = 0; p < a.P(); ++p, column += a.Q()) {
          const Index h = p * a.stride + r - a.pad;
          if (h < 0 || h >= a.H) {
            std::fill_n(column, a.Q(), T{0});
            continue;
          }
          const T* row = x + (c * a.H + h) * a.W + s - a.pad;
          std::fill_n(column, in.first, T{0});
          if (a.stride == 1) {
            std::copy_n(row + in.first, in.last - in.first, column + in.first);
          } else {
            for (Index q = in.first; q < in.last; ++q) column[q] = row[q * a.stride];
          }
          std::fill_n(column + in.last, a.Q() - in.last, T{0});
        }
      }
    }
  }
}

// The adjoint: adds each element of the column to the element of x that im2col read it from. Adds to x.
template <class T>
void col2im(T* x, const T* column, const Params& a) {
  for (Index c = 0; c < a.group_channels(); ++c) {
    for (Index r = 0; r < a.R; ++r) {
      for (Index s = 0; s < a.S; ++s) {
        const Inside in = inside(s, a);
        for (Index p = 0; p < a.P(); ++p, column += a.Q()) {
          const Index h = p * a.stride + r - a.pad;
          if (h < 0 || h >= a.H) continue;
          T* row = x + (c * a.H + h) * a.W + s - a.pad;
          if (a.stride == 1) {
            for (Index q = in.first; q < in.last; ++q) row[q] += column[q];
          } else {
            for (Index q = in.first; q < in.last; ++q) row[q * a.stride] += column[q];
          }
        }
      }
    }
  }
}

}  // namespace seven::conv2d
