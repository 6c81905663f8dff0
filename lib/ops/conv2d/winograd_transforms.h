// The arithmetic of Winograd's (Toom and Cook's) convolution F(m x m, r x r) with m + r - 1 = 6, in vectors: a lane is
// a tile or a kernel, and each lane computes for itself. From the points 0, a, -a, b, -b and infinity follow
//   kernel  (r -> 6): its polynomial's values at the points, divided by a constant each,
//   data    (6 -> 6): the transposed interpolation,
//   output  (6 -> m): the transposed evaluation,
// and y = output(kernel(g) * data(d)), in two dimensions first along the columns, then along the rows.
//
// The points are 0, +-3/4, +-3/2: with the 0, +-1, +-2 of the textbooks the constants are larger, and the error with
// them. (Lavin and Gray, "Fast algorithms for convolutional neural networks", 2015; Barabasz and others, "Error
// analysis and improving the accuracy of Winograd convolution", 2018.)
// Chapter 07: chapters/07_winograd_roofline/README.md.
#pragma once

#include "ops/conv2d/winograd_canvas.h"
#include "ops/lanes.h"

namespace seven::conv2d::wino {

template <class T>
inline constexpr T kA = T(0.75);
template <class T>
inline constexpr T kB = T(1.5);

template <class T>
constexpr T power(T base, Index exponent) {
  T result{1};
  for (Index i = 0; i < exponent; ++i) result *= base;
  return result;
}

//! [data]
// d: six vectors `step` apart, in place: the transposed interpolation.
template <class T>
inline void data_line(Lanes<T>* d, Index step) {
  constexpr T A = kA<T> * kA<T>;
  constexpr T B = kB<T> * kB<T>;
  const Lanes<T> d0 = d[0];
  const Lanes<T> d1 = d[step];
  const Lanes<T> d2 = d[2 * step];
  const Lanes<T> d3 = d[3 * step];
  const Lanes<T> d4 = d[4 * step];
  const Lanes<T> d5 = d[5 * step];
  const Lanes<T> even_a = d4 - B * d2;
  const Lanes<T> odd_a = kA<T> * (d3 - B * d1);
  const Lanes<T> even_b = d4 - A * d2;
  const Lanes<T> odd_b = kB<T> * (d3 - A * d1);
  d[0] = d4 - (A + B) * d2 + (A * B) * d0;
  d[step] = even_a + odd_a;
  d[2 * step] = even_a - odd_a;
  d[3 * step] = even_b + odd_b;
  d[4 * step] = even_b - odd_b;
  d[5 * step] = d5 - (A + B) * d3 + (A * B) * d1;
}

// d (6, 6) in place.
template <class T>
inline void data_transform(Lanes<T> (&d)[kProducts]) {
#pragma GCC unroll 6
  for (Index j = 0; j < kPatch; ++j) data_line<T>(d + j, kPatch);
#pragma GCC unroll 6
  for (Index i = 0; i < kPatch; ++i) data_line<T>(d + i * kPatch, 1);
}
//! [data]

//! [kernel]
// g: r vectors `step` apart; to: six vectors `to_step` apart: the values at the six points.
template <Index r, class T>
inline void kernel_line(Lanes<T>* to, Index to_step, const Lanes<T>* g, Index step) {
  constexpr T A = kA<T> * kA<T>;
  constexpr T B = kB<T> * kB<T>;
  constexpr T over_0 = T{1} / (A * B);
  constexpr T over_a = T{1} / (2 * A * (A - B));
  constexpr T over_b = T{1} / (2 * B * (B - A));
  Lanes<T> even_a = over_a * g[0];
  Lanes<T> odd_a = (over_a * kA<T>)*g[step];
  Lanes<T> even_b = over_b * g[0];
  Lanes<T> odd_b = (over_b * kB<T>)*g[step];
#pragma GCC unroll 6
  for (Index j = 2; j < r; ++j) {
    (j % 2 == 0 ? even_a : odd_a) += (over_a * power(kA<T>, j)) * g[j * step];
    (j % 2 == 0 ? even_b : odd_b) += (over_b * power(kB<T>, j)) * g[j * step];
  }
  to[0] = over_0 * g[0];
  to[to_step] = even_a + odd_a;
  to[2 * to_step] = even_a - odd_a;
  to[3 * to_step] = even_b + odd_b;
  to[4 * to_step] = even_b - odd_b;
  to[5 * to_step] = g[(r - 1) * step];
}

// g (r, r) to u (6, 6).
template <Index r, class T>
inline void kernel_transform(Lanes<T> (&u)[kProducts], const Lanes<T> (&g)[r * r]) {
  Lanes<T> half[kPatch * r];  // (6, r)
#pragma GCC unroll 6
  for (Index j = 0; j < r; ++j) kernel_line<r, T>(half + j, r, g + j, r);
#pragma GCC unroll 6
  for (Index i = 0; i < kPatch; ++i) kernel_line<r, T>(u + i * kPatch, 1, half + i * r, 1);
}
//! [kernel]

//! [output]
// p: six vectors `step` apart; to: m vectors `to_step` apart.
template <Index m, class T>
inline void output_line(Lanes<T>* to, Index to_step, const Lanes<T>* p, Index step) {
  const Lanes<T> even_a = p[step] + p[2 * step];
  const Lanes<T> odd_a = p[step] - p[2 * step];
  const Lanes<T> even_b = p[3 * step] + p[4 * step];
  const Lanes<T> odd_b = p[3 * step] - p[4 * step];
  to[0] = p[0] + even_a + even_b;
#pragma GCC unroll 6
  for (Index j = 1; j < m; ++j) {
    Lanes<T> sum = power(kA<T>, j) * (j % 2 == 0 ? even_a : odd_a) + power(kB<T>, j) * (j % 2 == 0 ? even_b : odd_b);
    if (j == m - 1) sum += p[5 * step];
    to[j * to_step] = sum;
  }
}

// p (6, 6) to y (m, m).
template <Index m, class T>
inline void output_transform(Lanes<T> (&y)[m * m], const Lanes<T> (&p)[kProducts]) {
  Lanes<T> half[m * kPatch];  // (m, 6)
#pragma GCC unroll 6
  for (Index j = 0; j < kPatch; ++j) output_line<m, T>(half + j, kPatch, p + j, kPatch);
#pragma GCC unroll 6
  for (Index i = 0; i < m; ++i) output_line<m, T>(y + i * m, 1, half + i * kPatch, 1);
}
//! [output]

}  // namespace seven::conv2d::wino
