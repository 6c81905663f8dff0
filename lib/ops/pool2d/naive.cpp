// pool2d, variant naive: each output looks at each element of its window.
// The reference for all other variants; each thread owns whole maps.
// Run it: ./seven bench --op pool2d --variant naive
// Chapter 02: chapters/02_other_layers/README.md.
#include <algorithm>

#include "core/parallel.h"
#include "ops/pool2d/pool2d.h"
#include "ops/pool2d/window.h"

namespace seven::pool2d {

namespace {

//! [argmax]
// The element of map x that is the maximum of a window: the first of equal ones, the last NaN if there is one.
template <class T>
Index argmax(const T* x, const Params& a, const Extent& rows, const Extent& columns) {
  Index best = rows.first * a.W + columns.first;
  for (Index h = rows.first; h < rows.last; ++h) {
    for (Index v = columns.first; v < columns.last; ++v) {
      const T value = x[h * a.W + v];
      if (value > x[best] || value != value) best = h * a.W + v;
    }
  }
  return best;
}
//! [argmax]

template <class T>
T average(const T* x, const Params& a, const Extent& rows, const Extent& columns) {
  T sum{0};
  for (Index h = rows.first; h < rows.last; ++h) {
    for (Index v = columns.first; v < columns.last; ++v) sum += x[h * a.W + v];
  }
  return sum / static_cast<T>(rows.count * columns.count);
}

//! [forward]
template <class T>
void forward(T* y, const T* x, const Params& a) {
  parallel_for(a.N * a.C, [&](Index map) {
    const T* in = x + map * a.H * a.W;
    T* out = y + map * a.P() * a.Q();
    for (Index p = 0; p < a.P(); ++p) {
      const Extent rows = extent(p, a.H, a);
      for (Index q = 0; q < a.Q(); ++q) {
        const Extent columns = extent(q, a.W, a);
        T& out_pq = out[p * a.Q() + q];
        out_pq = a.mode == Mode::max ? in[argmax(in, a, rows, columns)] : average(in, a, rows, columns);
      }
    }
  });
}
//! [forward]

// Backward, derived in chapter 03: chapters/03_gradients/README.md.

//! [grad_input]
template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* x, const Params& a) {
  parallel_for(a.N * a.C, [&](Index map) {
    T* grad_in = grad_x + map * a.H * a.W;
    std::fill_n(grad_in, a.H * a.W, T{0});
    for (Index p = 0; p < a.P(); ++p) {
      const Extent rows = extent(p, a.H, a);
      for (Index q = 0; q < a.Q(); ++q) {
        const Extent columns = extent(q, a.W, a);
        const T g = grad_y[(map * a.P() + p) * a.Q() + q];
        if (a.mode == Mode::max) {
          grad_in[argmax(x + map * a.H * a.W, a, rows, columns)] += g;
          continue;
        }
        const T share = g / static_cast<T>(rows.count * columns.count);
        for (Index h = rows.first; h < rows.last; ++h) {
          for (Index v = columns.first; v < columns.last; ++v) grad_in[h * a.W + v] += share;
        }
      }
    }
  });
}
//! [grad_input]

}  // namespace

constinit const Variant naive{
    "naive", Device::cpu, "", {forward<float>, grad_input<float>}, {forward<double>, grad_input<double>}};

}  // namespace seven::pool2d
