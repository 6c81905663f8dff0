// lrn, variant lines: against naive, whole lines of elements are summed at once, and beta 3/4 takes square roots.
// It should bring vector instructions, n + n steps instead of n * n, and, as std::pow is the cost, several times the
// speed.
// Run it: ./seven bench --op lrn --variant lines
#include <cmath>

#include "ops/lrn/lines.h"
#include "ops/variant.h"

namespace seven::lrn {

namespace {

// out[i] = scale[i]^-beta.
template <class T>
void powers(T* out, const T* scale, Index count, double beta) {
  if (beta == 0.75) {
    for (Index i = 0; i < count; ++i) {
      const T root = std::sqrt(scale[i]);
      out[i] = T{1} / (root * std::sqrt(root));
    }
    return;
  }
  for (Index i = 0; i < count; ++i) out[i] = std::pow(scale[i], static_cast<T>(-beta));
}

// Calls body(first, count) for runs of elements that follow each other: a map is one run, not a row after the other.
template <class F>
void for_each_run(const Stack& stack, F&& body) {
  if (stack.width == stack.pitch) return body(Index{0}, stack.length * stack.width);
  for (Index i = 0; i < stack.length; ++i) body(i * stack.pitch, stack.width);
}

template <class T>
void forward(T* y, T* scale, const T* x, const Params& a) {
  if (too_large(a)) return functions<T>(naive).forward(y, scale, x, a);
  const T k = static_cast<T>(a.k);
  const T alpha = static_cast<T>(a.alpha);
  for_each_stack(a, [&](Index offset, const Stack& stack) {
    const auto squares = [&](T* terms, Index j) {
      const T* in = x + offset + j * stack.pitch;
      for (Index v = 0; v < stack.width; ++v) terms[v] = in[v] * in[v];
    };
    slide_terms<T>(stack, a, false, squares, [&](const T* sum, Index i) {
      T* out = scale + offset + i * stack.pitch;
      for (Index v = 0; v < stack.width; ++v) out[v] = k + alpha * sum[v];
    });
    for_each_run(stack, [&](Index first, Index count) {
      const Index at = offset + first;
      powers(y + at, scale + at, count, a.beta);
      for (Index v = 0; v < count; ++v) y[at + v] *= x[at + v];
    });
  });
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* x, const T* scale, const Params& a) {
  if (too_large(a)) return functions<T>(naive).grad_input(grad_x, grad_y, x, scale, a);
  const T cross = static_cast<T>(2.0 * a.alpha * a.beta);
  for_each_stack(a, [&](Index offset, const Stack& stack) {
    // The elements' own terms, grad_y * scale^-beta, go to grad_x first: the windows' terms follow from them.
    for_each_run(stack, [&](Index first, Index count) {
      const Index at = offset + first;
      powers(grad_x + at, scale + at, count, a.beta);
      for (Index v = 0; v < count; ++v) grad_x[at + v] *= grad_y[at + v];
    });
    // A line's terms are made before the window's sum is taken from it, and never again: grad_x may change behind them.
    const auto ratios = [&](T* terms, Index j) {
      const Index at = offset + j * stack.pitch;
      for (Index v = 0; v < stack.width; ++v) terms[v] = grad_x[at + v] * x[at + v] / scale[at + v];
    };
    slide_terms<T>(stack, a, true, ratios, [&](const T* sum, Index i) {
      const Index at = offset + i * stack.pitch;
      for (Index v = 0; v < stack.width; ++v) grad_x[at + v] -= cross * x[at + v] * sum[v];
    });
  });
}

}  // namespace

constinit const Variant lines{
    "lines", Device::cpu, "", {forward<float>, grad_input<float>}, {forward<double>, grad_input<double>}};

}  // namespace seven::lrn
