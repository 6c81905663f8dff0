// What the gradient checker reads off one line through the inputs: one-sided slopes at three step sizes, and from them
// the derivative, its order and whether there is a kink. Private to gradient.cpp.
// Chapter 03: chapters/03_gradients/README.md.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace seven {

inline constexpr int kScales = 3;  // h, h/2, h/4

//! [slopes]
// The one-sided slopes of L along a line, at the three scales.
struct Slopes {
  double h = 0.0;
  std::array<double, kScales> right{};
  std::array<double, kScales> left{};
  double noise = 0.0;  // of a slope at the smallest scale

  [[nodiscard]] double centred(int scale) const { return 0.5 * (right[at(scale)] + left[at(scale)]); }
  [[nodiscard]] double gap(int scale) const { return right[at(scale)] - left[at(scale)]; }
  [[nodiscard]] double numeric() const { return (4.0 * centred(2) - centred(1)) / 3.0; }
  // Zero up to h^3 for a smooth function. Both pairs of scales are needed: a kink at h/3 looks smooth to the first.
  [[nodiscard]] double irregularity() const {
    return std::max(std::abs(gap(1) - 0.5 * gap(0)), std::abs(gap(2) - 0.5 * gap(1)));
  }

 private:
  static std::size_t at(int scale) { return static_cast<std::size_t>(scale); }
};
//! [slopes]

// A way to move an input: move(t) puts it at t along the line, move(0) exactly back.
using Move = std::function<void(double t)>;

}  // namespace seven
