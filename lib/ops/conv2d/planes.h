// A band of an image in the order that implicit GEMM reads it. With its padding around it, channel by channel, split by
// the stride both ways: plane (c, i, j) holds rows i, i + stride, ... and columns j, j + stride, ... For tap (c, r, s),
// all windows of a band then read one plane, one element after the other: a row of the column matrix, which is never
// written. (With stride 1, a plane is just the padded channel.)
//
// Rows of a plane are `pitch` long, Q and a few more. Windows are numbered p * pitch + q: those with q >= Q are
// dummies, so that the numbers run on from one row to the next. Chapter 05: chapters/05_im2col_gemm/README.md.
#pragma once

#include <algorithm>

#include "core/rounding.h"
#include "ops/conv2d/im2col.h"
#include "ops/conv2d/winograd_bands.h"

namespace seven::conv2d {

//! [planes]
struct Planes {
  Index channels;  // of a group
  Index stride, pad;
  Index H, W, R, S, Q;
  Index rows;    // of windows in a band
  Index pitch;   // elements of a plane's row
  Index height;  // rows of a plane
  Index size;    // elements from a plane to the next

  // Room behind each plane: vectors are written, and tiles read, beyond its end.
  static constexpr Index kSlack = 64;

  Planes(const Params& a, Index band_rows)
      : channels(a.group_channels()),
        stride(a.stride),
        pad(a.pad),
        H(a.H),
        W(a.W),
        R(a.R),
        S(a.S),
        Q(a.Q()),
        rows(band_rows) {
    pitch = Q + (S - 1) / stride;
    height = rows + (R - 1) / stride;
    size = height * pitch + kSlack;
  }

  [[nodiscard]] Index windows(Index band_rows) const { return (band_rows - 1) * pitch + Q; }
  [[nodiscard]] Index total() const { return channels * stride * stride * size + kSlack; }
  [[nodiscard]] Index row_buffer() const { return (pitch + kSlack) * stride + kSlack; }

  // Where the windows of tap (c, r, s) begin.
  [[nodiscard]] Index tap(Index c, Index r, Index s) const {
    return ((c * stride + r % stride) * stride + s % stride) * size + r / stride * pitch + s / stride;
  }
  // The same for tap number (c * R + r) * S + s.
  [[nodiscard]] Index tap(Index number) const { return tap(number / (R * S), number / S % R, number % S); }
};
//! [planes]

// Elements of T in which `count` whole numbers find room, in a workspace of T.
template <class T>
Index room_for_numbers(Index count) {
  static_assert(sizeof(Index) % sizeof(T) == 0);
  return round_up(count * static_cast<Index>(sizeof(Index) / sizeof(T)), kLine);
}

// row[w] = x[w - pad] for w < count, zero outside of 0 to W - 1.
template <class T>
void padded_row(T* row, const T* x, Index W, Index pad, Index count) {
  const Index left = std::min(pad, count);
  const Index inside = std::clamp<Index>(count - pad, 0, W);
  std::fill_n(row, left, T{0});
  if (inside > 0) copy_row(row + left, x, inside);
  std::fill_n(row + left + inside, count - left - inside, T{0});
}

// Fills the planes with the rows of x (channels, H, W) that the windows of rows [first, first + count) see. `row`: room
// for a row of the image.
//! [fill]
template <class T>
void fill_planes(T* planes, const T* x, const Planes& a, Index first, Index count, T* row) {
  const Index used = (a.Q - 1) * a.stride + a.S;  // columns that a window sees
  for (Index c = 0; c < a.channels; ++c) {
    for (Index i = 0; i < a.height * a.stride; ++i) {
      const Index h = first * a.stride + i - a.pad;
      T* to = planes + (c * a.stride + i % a.stride) * a.stride * a.size + i / a.stride * a.pitch;
      const bool inside = h >= 0 && h < a.H && i < (count - 1) * a.stride + a.R;
      if (!inside) {
        for (Index j = 0; j < a.stride; ++j) std::fill_n(to + j * a.size, a.pitch, T{0});
      } else if (a.stride == 1) {
        padded_row(to, x + (c * a.H + h) * a.W, a.W, a.pad, a.pitch);
      } else {
        std::fill_n(row + used, a.pitch * a.stride - used, T{0});
        padded_row(row, x + (c * a.H + h) * a.W, a.W, a.pad, used);
        if (a.stride == 2) {
          wino::split_row<2>(to, a.size, row, a.pitch);
        } else if (a.stride == 4) {
          wino::split_row<4>(to, a.size, row, a.pitch);
        } else {
          for (Index j = 0; j < a.stride; ++j) {
            for (Index b = 0; b < a.pitch; ++b) to[j * a.size + b] = row[b * a.stride + j];
          }
        }
      }
    }
    for (Index j = 0; j < a.stride * a.stride; ++j) {
      std::fill_n(planes + ((c * a.stride * a.stride + j) + 1) * a.size - Planes::kSlack, Planes::kSlack, T{0});
    }
  }
  std::fill_n(planes + a.total() - Planes::kSlack, Planes::kSlack, T{0});
}
//! [fill]

}  // namespace seven::conv2d
