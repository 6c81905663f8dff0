// im2col and its adjoint: between an image and the matrix of its windows, one window a column.
//
// Both work on one group of one image: x (C, H, W) with C the channels of the group; column (C*R*S, P*Q). They go by
// way of a copy of the image with its padding around it, (C, H + 2 pad, W + 2 pad): then no window needs a test at an
// edge, and each row of the column is a plain copy of Q elements.
// Chapter 05: chapters/05_im2col_gemm/README.md.
#pragma once

#include <algorithm>
#include <cstring>

#include "ops/conv2d/conv2d.h"

namespace seven::conv2d {

// im2row copies runs of this many elements, whatever S is: it may read and write so far past the last one.
constexpr Index kRun = 8;

// Elements of the padded image and of the column, each with room for such a run behind it.
inline Index padded_size(const Params& a) { return a.group_channels() * (a.H + 2 * a.pad) * (a.W + 2 * a.pad) + kRun; }
inline Index column_size(const Params& a) { return a.group_channels() * a.R * a.S * a.P() * a.Q() + kRun; }

// Copies `count` >= BLOCK elements in blocks of a fixed size, the last one overlapping the one before it.
template <Index BLOCK, class T>
void copy_blocks(T* to, const T* from, Index count) {
  constexpr std::size_t kBytes = BLOCK * sizeof(T);
  for (Index i = 0; i < count - BLOCK; i += BLOCK) std::memcpy(to + i, from + i, kBytes);
  std::memcpy(to + count - BLOCK, from + count - BLOCK, kBytes);
}

// to[i] = from[i] for i < count. Rows are short (8 to 55 elements): blocks of a fixed size become a few vector moves,
// and that is several times faster here than a call of memcpy.
template <class T>
void copy_row(T* to, const T* from, Index count) {
  if (count >= 16) {
    copy_blocks<16>(to, from, count);
  } else if (count >= 8) {
    copy_blocks<8>(to, from, count);
  } else {
    for (Index i = 0; i < count; ++i) to[i] = from[i];
  }
}

//! [rows]
// Calls body(row of the column, its first element in the padded image) for each row of Q elements, in memory's order.
template <class T, class F>
void for_each_row(T* column, T* padded, const Params& a, F&& body) {
  const Index width = a.W + 2 * a.pad;
  for (Index c = 0; c < a.group_channels(); ++c) {
    for (Index r = 0; r < a.R; ++r) {
      for (Index s = 0; s < a.S; ++s) {
        T* first = padded + (c * (a.H + 2 * a.pad) + r) * width + s;
        for (Index p = 0; p < a.P(); ++p, column += a.Q()) body(column, first + p * a.stride * width);
      }
    }
  }
}
//! [rows]

// The image with zeros around it. Overwrites padded.
template <class T>
void pad_image(T* padded, const T* x, const Params& a) {
  const Index width = a.W + 2 * a.pad;
  std::fill_n(padded, padded_size(a), T{0});
  for (Index c = 0; c < a.group_channels(); ++c) {
    T* inside = padded + (c * (a.H + 2 * a.pad) + a.pad) * width + a.pad;
    for (Index h = 0; h < a.H; ++h) copy_row(inside + h * width, x + (c * a.H + h) * a.W, a.W);
  }
}

//! [im2col]
// column[(c,r,s), (p,q)] = x[c, p*stride + r - pad, q*stride + s - pad], zero outside. Overwrites column and padded.
template <class T>
void im2col(T* column, T* padded, const T* x, const Params& a) {
  pad_image(padded, x, a);
  const Index Q = a.Q();
  if (a.stride == 1) {
    for_each_row(column, padded, a, [&](T* to, const T* from) { copy_row(to, from, Q); });
  } else {
    for_each_row(column, padded, a, [&](T* to, const T* from) {
      for (Index q = 0; q < Q; ++q) to[q] = from[q * a.stride];
    });
  }
}
//! [im2col]

// The same matrix transposed, one window a row: row[(p,q), (c,r,s)], as grad_weight's product wants to read it. Turning
// the column itself would take as long as the product. Runs of S elements are short, so each is copied as kRun of them:
// what was too much, the next run overwrites.
template <class T>
void im2row(T* row, T* padded, const T* x, const Params& a) {
  pad_image(padded, x, a);
  const Index width = a.W + 2 * a.pad;
  for (Index p = 0; p < a.P(); ++p) {
    for (Index q = 0; q < a.Q(); ++q) {
      const T* corner = padded + (p * width + q) * a.stride;
      for (Index c = 0; c < a.group_channels(); ++c) {
        for (Index r = 0; r < a.R; ++r, row += a.S) {
          const T* from = corner + (c * (a.H + 2 * a.pad) + r) * width;
          if (a.S <= kRun) {
            std::memcpy(row, from, kRun * sizeof(T));
          } else {
            std::copy_n(from, a.S, row);
          }
        }
      }
    }
  }
}

//! [col2im]
// The adjoint: each element of the column is added to the element of x that im2col read it from. Overwrites x and
// padded.
template <class T>
void col2im(T* x, T* padded, T* column, const Params& a) {
  const Index width = a.W + 2 * a.pad;
  std::fill_n(padded, padded_size(a), T{0});
  const Index Q = a.Q();
  if (a.stride == 1) {
    for_each_row(column, padded, a, [&](const T* from, T* to) {
      for (Index q = 0; q < Q; ++q) to[q] += from[q];
    });
  } else {
    for_each_row(column, padded, a, [&](const T* from, T* to) {
      for (Index q = 0; q < Q; ++q) to[q * a.stride] += from[q];
    });
  }
  for (Index c = 0; c < a.group_channels(); ++c) {
    const T* inside = padded + (c * (a.H + 2 * a.pad) + a.pad) * width + a.pad;
    for (Index h = 0; h < a.H; ++h) copy_row(x + (c * a.H + h) * a.W, inside + h * width, a.W);
  }
}
//! [col2im]

}  // namespace seven::conv2d
