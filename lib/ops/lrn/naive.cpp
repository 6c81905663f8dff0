// lrn, variant naive: for each element the sum over its window, and std::pow, as in the formula.
// The reference for all other variants; each thread owns whole images.
// Run it: ./seven bench --op lrn --variant naive
// Chapter 02: chapters/02_other_layers/README.md.
#include <algorithm>
#include <cmath>

#include "core/parallel.h"
#include "ops/lrn/lrn.h"

namespace seven::lrn {

namespace {

// Calls body(j) for the elements j of an image in [i - before, i + after] on the axes of the window, i = (c, h, v), cut
// at the ends of the channels or of the map.
template <class F>
void for_each_neighbour(Index c, Index h, Index v, Index before, Index after, const Params& a, F&& body) {
  if (a.across == Across::channels) {
    for (Index j = std::max<Index>(0, c - before); j <= std::min(a.C - 1, c + after); ++j)
      body((j * a.H + h) * a.W + v);
    return;
  }
  for (Index r = std::max<Index>(0, h - before); r <= std::min(a.H - 1, h + after); ++r) {
    for (Index s = std::max<Index>(0, v - before); s <= std::min(a.W - 1, v + after); ++s)
      body((c * a.H + r) * a.W + s);
  }
}

// Calls body(image, c, h, v, i) for each element: it is element i of the image that starts at `image`.
template <class F>
void for_each_element(const Params& a, F&& body) {
  parallel_for(a.N, [&](Index image) {
    Index i = 0;
    for (Index c = 0; c < a.C; ++c) {
      for (Index h = 0; h < a.H; ++h) {
        for (Index v = 0; v < a.W; ++v) body(image * a.C * a.H * a.W, c, h, v, i++);
      }
    }
  });
}

//! [forward]
template <class T>
void forward(T* y, T* scale, const T* x, const Params& a) {
  const T k = static_cast<T>(a.k);
  const T alpha = static_cast<T>(a.alpha);
  const T beta = static_cast<T>(a.beta);
  const Index before = a.n / 2;
  const Index after = a.n - 1 - before;
  for_each_element(a, [&](Index image, Index c, Index h, Index v, Index i) {
    const T* in = x + image;
    T sum{0};
    for_each_neighbour(c, h, v, before, after, a, [&](Index j) { sum += in[j] * in[j]; });
    const T s = k + alpha * sum;
    scale[image + i] = s;
    y[image + i] = in[i] * std::pow(s, -beta);
  });
}
//! [forward]

// Backward, derived in chapter 03: chapters/03_gradients/README.md.

//! [grad_input]
template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* x, const T* scale, const Params& a) {
  const T beta = static_cast<T>(a.beta);
  const T cross = static_cast<T>(2.0 * a.alpha * a.beta);
  // The windows that hold i are those of the mirrored window around i: it matters where n is even.
  const Index after = a.n / 2;
  const Index before = a.n - 1 - after;
  for_each_element(a, [&](Index image, Index c, Index h, Index v, Index i) {
    const T* in = x + image;
    const T* g = grad_y + image;
    const T* s = scale + image;
    T sum{0};
    for_each_neighbour(c, h, v, before, after, a, [&](Index j) { sum += g[j] * in[j] * std::pow(s[j], -beta - T{1}); });
    grad_x[image + i] = g[i] * std::pow(s[i], -beta) - cross * in[i] * sum;
  });
}
//! [grad_input]

}  // namespace

constinit const Variant naive{
    "naive", Device::cpu, "", {forward<float>, grad_input<float>}, {forward<double>, grad_input<double>}};

}  // namespace seven::lrn
