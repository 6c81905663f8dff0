// lrn, variant in_registers: against fused, a window's terms are added up in registers, in shorter lines, and
// scale^-3/4 needs no root.
// It should bring memory speed across channels: fused goes through a line in the cache once for each term.
// Run it: ./seven bench --op lrn --variant in_registers
// Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#include <algorithm>
#include <limits>
#include <type_traits>

#include "ops/lrn/fourth_root.h"
#include "ops/lrn/lines.h"
#include "ops/variant.h"

namespace seven::lrn {

namespace {

constexpr Index kWidth = 1024;  // positions in a line
constexpr Index kLargest = 8;   // n; with a larger one, another beta, or within a map it is left to fused

template <class T>
bool fits(const Params& a) {
  return a.across == Across::channels && a.beta == 0.75 && a.n <= kLargest && a.k >= std::numeric_limits<T>::min();
}

// Calls body(offset, width) for `width` positions of all channels of an image, the first of them at `offset`.
template <class F>
void for_each_strip(const Params& a, F&& body) {
  const Index map = a.H * a.W;
  const Index parts = (map + kWidth - 1) / kWidth;
  parallel_for(a.N * parts, [&](Index item) {
    const Index first = item % parts * kWidth;
    body(item / parts * a.C * map + first, std::min(kWidth, map - first));
  });
}

// Calls body(v, load, store) for the vectors of a line, at positions v: the last may be of some lanes only.
template <class T, class F>
void for_each_vector(Index width, F&& body) {
  Index v = 0;
  for (; v + kLanes<T> <= width; v += kLanes<T>) {
    body(
        v, [](const T* from) { return load_lanes(from); },
        [](T* to, const Lanes<T>& lanes) { store_lanes(to, lanes); });
  }
  if (v == width) return;
  const Index rest = width - v;
  body(
      v, [rest](const T* from) { return load_some_lanes(from, rest, T{0}); },
      [rest](T* to, const Lanes<T>& lanes) { store_some_lanes(to, lanes, rest); });
}

// As slide() of lines.h, with use(sum, i, v, load, store) for each vector; ring holds kLargest lines. Lines before the
// first and behind the last are zeros. n is a constant for the usual window.
template <class T, class N, class Make, class Use>
void slide_vectors(Index length, Index width, const Window& w, N n, T (*ring)[kWidth], Make&& make, Use&& use) {
  for (Index j = 0; j < n; ++j) std::fill_n(ring[j], kWidth, T{0});
  for (Index i = -w.after; i < length; ++i) {
    const Index next = i + w.after;
    if (next < length) {
      make(ring[next % n], next);
    } else {
      std::fill_n(ring[next % n], width, T{0});
    }
    if (i < 0) continue;
    const T* line[kLargest] = {};
    for (Index j = 0; j < n; ++j) line[j] = ring[(next + 1 + j) % n];  // the oldest first
    for_each_vector<T>(width, [&](Index v, auto load, auto store) {
      Lanes<T> sum = load_lanes(line[0] + v);
      for (Index j = 1; j < n; ++j) sum += load_lanes(line[j] + v);
      use(sum, i, v, load, store);
    });
  }
}

template <class F>
void with_size(Index n, F&& body) {
  if (n == 5) return body(std::integral_constant<Index, 5>{});
  body(n);
}

template <class T>
void forward(T* y, T* scale, const T* x, const Params& a) {
  if (!fits<T>(a)) return functions<T>(fused).forward(y, scale, x, a);
  const Lanes<T> k = splat(static_cast<T>(a.k));
  const Lanes<T> alpha = splat(static_cast<T>(a.alpha));
  const Index map = a.H * a.W;
  const Window w = window(a.C, a);
  for_each_strip(a, [&](Index offset, Index width) {
    T ring[kLargest][kWidth];
    const auto squares = [&](T* line, Index c) {
      for_each_vector<T>(width, [&](Index v, auto load, auto /*store*/) {
        const Lanes<T> in = load(x + offset + c * map + v);
        store_lanes(line + v, in * in);
      });
    };
    with_size(w.size(), [&](auto n) {
      slide_vectors<T>(a.C, width, w, n, ring, squares,
                       [&](const Lanes<T>& sum, Index c, Index v, auto load, auto store) {
                         const Index at = offset + c * map + v;
                         const Lanes<T> value = k + alpha * sum;
                         store(scale + at, value);
                         store(y + at, load(x + at) * three_quarters<T>(value).power);
                       });
    });
  });
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* x, const T* scale, const Params& a) {
  if (!fits<T>(a)) return functions<T>(fused).grad_input(grad_x, grad_y, x, scale, a);
  const Lanes<T> cross = splat(static_cast<T>(2.0 * a.alpha * a.beta));
  const Index map = a.H * a.W;
  const Window w = mirrored(window(a.C, a));
  for_each_strip(a, [&](Index offset, Index width) {
    T ring[kLargest][kWidth];
    T own[kLargest][kWidth];  // grad_y * scale^-beta of the same channels
    with_size(w.size(), [&](auto n) {
      const auto ratios = [&](T* line, Index c) {
        for_each_vector<T>(width, [&](Index v, auto load, auto /*store*/) {
          const Index at = offset + c * map + v;
          const Powers<T> p = three_quarters<T>(load(scale + at));
          const Lanes<T> term = load(grad_y + at) * p.power;
          store_lanes(own[c % n] + v, term);
          store_lanes(line + v, term * load(x + at) * p.inverse);
        });
      };
      slide_vectors<T>(a.C, width, w, n, ring, ratios,
                       [&](const Lanes<T>& sum, Index c, Index v, auto load, auto store) {
                         const Index at = offset + c * map + v;
                         store(grad_x + at, load_lanes(own[c % n] + v) - cross * load(x + at) * sum);
                       });
    });
  });
}

}  // namespace

constinit const Variant in_registers{
    "in_registers", Device::cpu, "", {forward<float>, grad_input<float>}, {forward<double>, grad_input<double>}};

}  // namespace seven::lrn
