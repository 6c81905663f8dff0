// lrn, variant fused: against lines, a line's result is made as soon as its window's sum is there, in the same pass.
// It should bring memory speed: x, y and scale go through the cache once, not twice. scale^-3/4 and 1/scale come from
// two roots and one division.
// Run it: ./seven bench --op lrn --variant fused
// Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#include <cmath>

#include "ops/lrn/lines.h"
#include "ops/variant.h"

namespace seven::lrn {

namespace {

// scale^-beta and 1 / scale of one element.
template <class T>
struct Powers {
  T power, inverse;
};

// beta = 3/4, by square roots.
template <class T>
Powers<T> by_roots(T scale) {
  const T root = T{1} / std::sqrt(scale);  // scale^-1/2
  return {root * std::sqrt(root), root * root};
}

template <class T>
Powers<T> by_pow(T scale, T beta) {
  return {std::pow(scale, -beta), T{1} / scale};
}

// Calls body(powers of a scale) with the one or the other, chosen once for all elements of a loop.
template <class T, class F>
void with_powers(double beta, F&& body) {
  if (beta == 0.75) {
    body([](T scale) { return by_roots(scale); });
  } else {
    body([beta](T scale) { return by_pow(scale, static_cast<T>(beta)); });
  }
}

template <class T>
void forward(T* y, T* scale, const T* x, const Params& a) {
  if (too_large(a)) return functions<T>(naive).forward(y, scale, x, a);
  const T k = static_cast<T>(a.k);
  const T alpha = static_cast<T>(a.alpha);
  with_powers<T>(a.beta, [&](auto powers) {
    for_each_stack(a, [&](Index offset, const Stack& stack) {
      const auto squares = [&](T* terms, Index j) {
        const T* in = x + offset + j * stack.pitch;
        for (Index v = 0; v < stack.width; ++v) terms[v] = in[v] * in[v];
      };
      slide_terms<T>(stack, a, false, squares, [&](const T* sum, Index i) {
        const Index at = offset + i * stack.pitch;
        const T* __restrict in = x + at;
        T* __restrict out = y + at;
        T* __restrict kept = scale + at;
        for (Index v = 0; v < stack.width; ++v) {
          const T value = k + alpha * sum[v];
          kept[v] = value;
          out[v] = in[v] * powers(value).power;
        }
      });
    });
  });
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* x, const T* scale, const Params& a) {
  if (too_large(a)) return functions<T>(naive).grad_input(grad_x, grad_y, x, scale, a);
  const T cross = static_cast<T>(2.0 * a.alpha * a.beta);
  with_powers<T>(a.beta, [&](auto powers) {
    for_each_stack(a, [&](Index offset, const Stack& stack) {
      // A line's own terms, grad_y * scale^-beta, go to grad_x when the window reaches it; its windows' come later.
      const auto ratios = [&](T* terms, Index j) {
        const Index at = offset + j * stack.pitch;
        T* __restrict own = grad_x + at;
        const T* __restrict g = grad_y + at;
        const T* __restrict in = x + at;
        const T* __restrict kept = scale + at;
        for (Index v = 0; v < stack.width; ++v) {
          const Powers<T> p = powers(kept[v]);
          own[v] = g[v] * p.power;
          terms[v] = own[v] * in[v] * p.inverse;
        }
      };
      slide_terms<T>(stack, a, true, ratios, [&](const T* sum, Index i) {
        T* __restrict own = grad_x + offset + i * stack.pitch;
        const T* __restrict in = x + offset + i * stack.pitch;
        for (Index v = 0; v < stack.width; ++v) own[v] -= cross * in[v] * sum[v];
      });
    });
  });
}

}  // namespace

constinit const Variant fused{
    "fused", Device::cpu, "", {forward<float>, grad_input<float>}, {forward<double>, grad_input<double>}};

}  // namespace seven::lrn
