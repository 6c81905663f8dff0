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

// Windows overlap, so two positions may add to the same pixel. Positions a kernel's width apart cannot: they are given
// one colour. Positions of one colour may be scattered at the same time; the colours follow one another, which also
// fixes the order of each pixel's sum.
inline Index colours_down(const Params& a) { return (a.R + a.stride - 1) / a.stride; }
inline Index colours_across(const Params& a) { return (a.S + a.stride - 1) / a.stride; }
inline Index colours(const Params& a) { return colours_down(a) * colours_across(a); }

// The positions of one colour; there may be none.
class Coloured {
 public:
  Coloured(const Params& a, Index colour)
      : down_(colours_down(a)),
        across_(colours_across(a)),
        p_(colour / across_),
        q_(colour % across_),
        rows_((a.P() - p_ + down_ - 1) / down_),
        columns_((a.Q() - q_ + across_ - 1) / across_),
        width_(a.Q()) {}

  [[nodiscard]] Index count() const { return rows_ * columns_; }
  [[nodiscard]] Index position(Index item) const {
    return (p_ + item / columns_ * down_) * width_ + q_ + item % columns_ * across_;
  }

 private:
  Index down_, across_;   // the step between positions of one colour
  Index p_, q_;           // the first one
  Index rows_, columns_;  // how many there are, each way
  Index width_;           // positions in a row of the map
};

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
