// Where pooling windows lie, and what they choose, in the kernels: window.h counted in 32 bits.
// Chapter 10: chapters/10_every_layer/README.md.
#pragma once

#include <algorithm>
#include <type_traits>

#include "cuda/kernel.h"
#include "ops/kernels.h"
#include "ops/pool2d/pool2d.h"

namespace seven::pool2d::SEVEN_TARGET {

struct Sizes {
  int H, W, P, Q;
  int window, stride, pad;
  bool count_pad;
};

inline Sizes sizes(const Params& a) {
  narrow(a.N * a.C * std::max(a.H * a.W, a.P() * a.Q()));
  narrow(std::max(a.H, a.W) + 2 * a.pad + a.window + a.stride, "a padded map");
  return {narrow(a.H),      narrow(a.W),      narrow(a.P()), narrow(a.Q()),
          narrow(a.window), narrow(a.stride), narrow(a.pad), a.count_pad};
}

// The part of a window inside the image on one axis, [first, last), and how many elements `average` divides by there.
struct Extent {
  int first, last, count;
};

// Of output `out`, on an axis of `length` elements.
inline __device__ Extent extent(int out, int length, const Sizes& a) {
  const int start = out * a.stride - a.pad;
  const int first = max(0, start);
  const int last = min(length, start + a.window);
  return {first, last, a.count_pad ? min(length + a.pad, start + a.window) - start : last - first};
}

// n / stride, n >= 0. All threads take the same branch, and for the usual strides it is one without a division.
inline __device__ int by_stride(int n, const Sizes& a) {
  if (a.stride == 2) return n / 2;
  if (a.stride == 1) return n;
  return n / a.stride;
}

//! [windows_over]
// [first, last)
struct Range {
  int first, last;
};

// Of an axis's windows, `outputs` in all, those that have elements in [begin, end).
inline __device__ Range windows_over(int begin, int end, int outputs, const Sizes& a) {
  // Window o reaches from o * stride - pad over `window` elements.
  const int left = begin + a.pad - a.window;  // a window that starts here is the last to end before `begin`
  const int first = left < 0 ? 0 : by_stride(left, a) + 1;
  const int last = min(outputs, by_stride(end - 1 + a.pad, a) + 1);
  return {first, max(first, last)};
}
//! [windows_over]

// NaN wins.
template <class T>
__device__ bool wins(T value, T best) {
  return value > best || value != value;
}

//! [choose]
template <class T>
struct Choice {
  T value;
  int place;  // in the map
};

// What a window of map x chooses: the first of equal maxima, row by row, or the last NaN if there is one.
template <class T>
__device__ Choice<T> choose(const T* x, const Extent& rows, const Extent& columns, const Sizes& a) {
  Choice<T> best{x[rows.first * a.W + columns.first], rows.first * a.W + columns.first};
  for (int h = rows.first; h < rows.last; ++h) {
    for (int place = h * a.W + columns.first; place < h * a.W + columns.last; ++place) {
      const T value = x[place];
      if (wins(value, best.value)) best = {value, place};
    }
  }
  return best;
}
//! [choose]

// What `average` divides by.
template <class T>
__device__ T elements(const Extent& rows, const Extent& columns) {
  return T(rows.count) * T(columns.count);
}

// Modes as types, so that no thread asks for the mode: f(std::integral_constant<Mode, ...>{}).
template <class F>
void with_mode(Mode mode, F f) {
  if (mode == Mode::max) return f(std::integral_constant<Mode, Mode::max>{});
  f(std::integral_constant<Mode, Mode::average>{});
}

}  // namespace seven::pool2d::SEVEN_TARGET
