// Between images and the matrices that local2d multiplies. With the image as the last axis, a pixel of one channel is a
// row of N numbers, so the windows of one position in all images are gathered by copying whole rows.
#pragma once

#include <algorithm>

#include "core/parallel.h"
#include "ops/local2d/local2d.h"

namespace seven::local2d {

// Images turned over at a time: few enough streams for the first-level cache, and half a cache line each.
inline constexpr Index kTurn = 8;

// last (pixels, C, N) = first (N, C, pixels). Each item writes the rows of one channel. Overwrites last.
template <class T>
void images_last(T* last, const T* first, Index N, Index C, Index pixels) {
  parallel_for(C, [&](Index c) {
    for (Index begin = 0; begin < N; begin += kTurn) {
      const Index end = std::min(N, begin + kTurn);
      for (Index i = 0; i < pixels; ++i) {
        for (Index n = begin; n < end; ++n) last[(i * C + c) * N + n] = first[(n * C + c) * pixels + i];
      }
    }
  });
}

// The way back: first (N, C, pixels) = last (pixels, C, N). Overwrites first.
template <class T>
void images_first(T* first, const T* last, Index N, Index C, Index pixels) {
  parallel_for(C, [&](Index c) {
    for (Index begin = 0; begin < N; begin += kTurn) {
      const Index end = std::min(N, begin + kTurn);
      for (Index i = 0; i < pixels; ++i) {
        for (Index n = begin; n < end; ++n) first[(n * C + c) * pixels + i] = last[(i * C + c) * N + n];
      }
    }
  });
}

// Calls body(row of a column, row of x) for each tap (c, r, s) of position (p, q); the row of x is null in the padding.
// column (C*R*S, N); x (H*W, C, N).
template <class Column, class X, class F>
void for_each_row(Column* column, X* x, const Params& a, Index position, F&& body) {
  const Index p = position / a.Q();
  const Index q = position % a.Q();
  for (Index c = 0; c < a.C; ++c) {
    for (Index r = 0; r < a.R; ++r) {
      for (Index s = 0; s < a.S; ++s, column += a.N) {
        const Index h = p * a.stride + r - a.pad;
        const Index v = q * a.stride + s - a.pad;
        const bool inside = h >= 0 && h < a.H && v >= 0 && v < a.W;
        body(column, inside ? x + ((h * a.W + v) * a.C + c) * a.N : nullptr);
      }
    }
  }
}

// column = the windows of one position, one image a column, zero in the padding.
template <class T>
void gather(T* column, const T* x, const Params& a, Index position) {
  for_each_row(column, x, a, position, [&](T* to, const T* from) {
    if (from != nullptr) {
      std::copy_n(from, a.N, to);
    } else {
      std::fill_n(to, a.N, T{0});
    }
  });
}

// The adjoint: adds each row of the column to the row of x that `gather` copied it from.
template <class T>
void scatter(T* x, const T* column, const Params& a, Index position) {
  for_each_row(column, x, a, position, [&](const T* from, T* to) {
    if (to == nullptr) return;
    for (Index n = 0; n < a.N; ++n) to[n] += from[n];
  });
}

}  // namespace seven::local2d
