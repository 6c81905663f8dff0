// The sizes of a convolution's check, from the case.
#pragma once

#include "learn/check.h"

namespace seven::learn {

struct Conv2dSizes {
  Index N, C, H, W, K, R, S, stride, pad;

  explicit Conv2dSizes(const Check& check)
      : N(check.size("n", 1)),
        C(check.size("c", 1)),
        H(check.size("h")),
        W(check.size("w")),
        K(check.size("k", 1)),
        R(check.size("r")),
        S(check.size("s")),
        stride(check.size("stride", 1)),
        pad(check.size("pad", 0)) {}
  Conv2dSizes(Index n, Index c, Index h, Index w, Index k, Index r, Index s, Index stride_, Index pad_)
      : N(n), C(c), H(h), W(w), K(k), R(r), S(s), stride(stride_), pad(pad_) {}

  [[nodiscard]] Index P() const { return (H + 2 * pad - R) / stride + 1; }
  [[nodiscard]] Index Q() const { return (W + 2 * pad - S) / stride + 1; }
  [[nodiscard]] double flops() const { return 2.0 * static_cast<double>(N * K * P() * Q() * C * R * S); }
};

}  // namespace seven::learn
