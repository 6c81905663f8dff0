// The formula's numbers and powers, in the kernels.
// Chapter 10: chapters/10_every_layer/README.md.
#pragma once

#include <cmath>

#include "cuda/kernel.h"
#include "ops/kernels.h"
#include "ops/lrn/lrn.h"

namespace seven::lrn::SEVEN_TARGET {

template <class T>
struct Formula {
  T k, alpha, beta;
  T cross;  // 2 alpha beta
};

template <class T>
Formula<T> formula(const Params& a) {
  return {static_cast<T>(a.k), static_cast<T>(a.alpha), static_cast<T>(a.beta), static_cast<T>(2.0 * a.alpha * a.beta)};
}

// The window of element i: from i - before to i + after, on each of its axes.
struct Reach {
  int before, after;
};

inline Reach reach(const Params& a) {
  const int n = narrow(a.n, "a window");
  return {n / 2, n - 1 - n / 2};
}
// The windows that hold i are those of the mirrored window around i: it matters where n is even.
inline Reach mirrored(const Reach& w) { return {w.after, w.before}; }

//! [powers]
template <class T>
struct Powers {
  T power, inverse;  // scale^-beta and 1 / scale
};

// beta = 3/4 takes two roots and a division, any other a power of its own.
struct ByRoots {
  template <class T>
  static __device__ Powers<T> of(T scale, T /*beta*/) {
    const T root = T(1) / std::sqrt(scale);  // scale^-1/2
    return {root * std::sqrt(root), root * root};
  }
};

struct ByPow {
  template <class T>
  static __device__ Powers<T> of(T scale, T beta) {
    return {std::pow(scale, -beta), T(1) / scale};
  }
};
//! [powers]

// Calls f(ByRoots{}) or f(ByPow{}).
template <class F>
void with_powers(double beta, F f) {
  if (beta == 0.75) return f(ByRoots{});
  f(ByPow{});
}

}  // namespace seven::lrn::SEVEN_TARGET
