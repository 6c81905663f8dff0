// pool2d, variant even_odd: against strips, rows are split into even and odd columns before windows of stride 2 are
// made. It should bring memory speed to max pooling with stride 2: every tap of all windows of a row is then a plain
// vector, also on the way back, where a gradient is added to all taps at once, under the mask of the one that won. Run
// it: ./seven bench --op pool2d --variant even_odd Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#include <algorithm>
#include <cstdint>
#include <type_traits>

#include "core/parallel.h"
#include "ops/pool2d/pool2d.h"
#include "ops/variant.h"

namespace seven::pool2d {

namespace {

// Rows of up to so many windows; wider ones, and other windows, are left to strips.
constexpr Index kRow = 256;

bool fits(const Params& a) {
  return a.mode == Mode::max && a.stride == 2 && a.window == 2 && a.pad == 0 && a.H % 2 == 0 && a.W % 2 == 0 &&
         a.W / 2 <= kRow;
}

// Which tap won, in as many bits as T, so that both fill the same vectors.
template <class T>
using Tap = std::conditional_t<sizeof(T) == sizeof(float), std::int32_t, std::int64_t>;

// Two rows of an image: taps[2 r + s][q] is row r, column 2 q + s.
template <class T>
struct Taps {
  T taps[4][kRow];

  void split(const T* __restrict rows, Index Q) {
    for (Index r = 0; r < 2; ++r, rows += 2 * Q) {
      for (Index q = 0; q < Q; ++q) {
        taps[2 * r][q] = rows[2 * q];
        taps[2 * r + 1][q] = rows[2 * q + 1];
      }
    }
  }
  void join(T* __restrict rows, Index Q) const {
    for (Index r = 0; r < 2; ++r, rows += 2 * Q) {
      for (Index q = 0; q < Q; ++q) {
        rows[2 * q] = taps[2 * r][q];
        rows[2 * q + 1] = taps[2 * r + 1][q];
      }
    }
  }
};

// NaN wins. Without a branch, hence | and not ||.
template <class T>
bool wins(T value, T best) {
  return static_cast<bool>((value > best) | (value != value));
}

//! [forward]
template <class T>
void forward(T* y, const T* x, const Params& a) {
  if (!fits(a)) return functions<T>(strips).forward(y, x, a);
  const Index Q = a.Q();
  parallel_for(a.N * a.C, [&](Index map) {
    Taps<T> in;
    for (Index row = map * a.P(); row < (map + 1) * a.P(); ++row) {
      in.split(x + row * 4 * Q, Q);
      T* __restrict out = y + row * Q;
      std::copy_n(in.taps[0], Q, out);
      for (Index tap = 1; tap < 4; ++tap) {
        const T* value = in.taps[tap];
        for (Index q = 0; q < Q; ++q) out[q] = wins(value[q], out[q]) ? value[q] : out[q];
      }
    }
  });
}
//! [forward]

//! [grad_input]
template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* x, const Params& a) {
  if (!fits(a)) return functions<T>(strips).grad_input(grad_x, grad_y, x, a);
  const Index Q = a.Q();
  parallel_for(a.N * a.C, [&](Index map) {
    Taps<T> in;
    Taps<T> grad;
    T best[kRow];
    Tap<T> won[kRow];
    for (Index row = map * a.P(); row < (map + 1) * a.P(); ++row) {
      in.split(x + row * 4 * Q, Q);
      // The tap that won is found again, in row-major order, so that the first of equal ones wins.
      std::copy_n(in.taps[0], Q, best);
      std::fill_n(won, Q, Tap<T>{0});
      for (Index tap = 1; tap < 4; ++tap) {
        const T* value = in.taps[tap];
        for (Index q = 0; q < Q; ++q) {
          const bool here = wins(value[q], best[q]);
          best[q] = here ? value[q] : best[q];
          won[q] = here ? static_cast<Tap<T>>(tap) : won[q];
        }
      }
      const T* __restrict g = grad_y + row * Q;
      for (Index tap = 0; tap < 4; ++tap) {
        for (Index q = 0; q < Q; ++q) grad.taps[tap][q] = won[q] == static_cast<Tap<T>>(tap) ? g[q] : T{0};
      }
      grad.join(grad_x + row * 4 * Q, Q);
    }
  });
}
//! [grad_input]

}  // namespace

constinit const Variant even_odd{
    "even_odd", Device::cpu, "", {forward<float>, grad_input<float>}, {forward<double>, grad_input<double>}};

}  // namespace seven::pool2d
