// What the checks on column matrices share: the sizes of a case, and the column matrix, made from the pixels: each one
// is handed to all places of the matrix that hold it.
#pragma once

#include "learn/check.h"

namespace seven::learn {

struct ColumnSizes {
  Index C, H, W, R, S, stride, pad;

  explicit ColumnSizes(const Check& check)
      : C(check.size("c", 1)),
        H(check.size("h")),
        W(check.size("w")),
        R(check.size("r")),
        S(check.size("s")),
        stride(check.size("stride", 1)),
        pad(check.size("pad", 0)) {}
  ColumnSizes(Index c, Index h, Index r, Index pad_) : C(c), H(h), W(h), R(r), S(r), stride(1), pad(pad_) {}

  [[nodiscard]] Index P() const { return (H + 2 * pad - R) / stride + 1; }
  [[nodiscard]] Index Q() const { return (W + 2 * pad - S) / stride + 1; }
  [[nodiscard]] Index rows() const { return C * R * S; }
  [[nodiscard]] Index windows() const { return P() * Q(); }
};

// Calls body(place in the column matrix, place in x) for each pair that belongs together.
template <class F>
void for_each_pair(const ColumnSizes& a, F&& body) {
  const auto window = [&](Index place, Index tap, Index count) {  // in which window the tap lies there; -1: in none
    const Index start = place + a.pad - tap;
    return start >= 0 && start % a.stride == 0 && start / a.stride < count ? start / a.stride : Index{-1};
  };
  Index pixel = 0;
  for (Index c = 0; c < a.C; ++c)
    for (Index h = 0; h < a.H; ++h)
      for (Index v = 0; v < a.W; ++v, ++pixel)
        for (Index r = 0; r < a.R; ++r)
          for (Index s = 0; s < a.S; ++s) {
            const Index p = window(h, r, a.P());
            const Index q = window(v, s, a.Q());
            if (p >= 0 && q >= 0) body(((c * a.R + r) * a.S + s) * a.windows() + p * a.Q() + q, pixel);
          }
}

inline std::vector<double> column_of(const ColumnSizes& a, const Array<float>& x) {
  std::vector<double> column(static_cast<std::size_t>(a.rows() * a.windows()));
  for_each_pair(a, [&](Index place, Index pixel) { column[static_cast<std::size_t>(place)] = x[pixel]; });
  return column;
}

}  // namespace seven::learn
