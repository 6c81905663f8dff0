// lrn, variant lines: against naive, whole lines of elements are summed at once (of a channel's positions; within a map
// a row, whose own window sums come first), each is made once and kept in a ring of n, and beta 3/4 takes square roots.
// It should bring vector instructions, n + n steps instead of n * n, and, as std::pow is the cost, several times the
// speed. Run it: ./seven bench --op lrn --variant lines
#include <algorithm>
#include <cmath>

#include "core/parallel.h"
#include "ops/lrn/lrn.h"
#include "ops/variant.h"

namespace seven::lrn {

namespace {

// All lines that are kept at a time fit this many elements; only a map too wide for its n (5: 1300 columns) is left to
// naive, as lines across channels are cut to fit.
constexpr Index kBuffer = 8192;

// The window on the axis the lines are stacked on, reaching no further than the axis does; mirrored for the gradient.
struct Window {
  Index before, after;
  [[nodiscard]] Index size() const { return before + 1 + after; }
};

Window window(Index length, const Params& a) {
  return {std::min(a.n / 2, length - 1), std::min(a.n - 1 - a.n / 2, length - 1)};
}
Window mirrored(const Window& w) { return {w.after, w.before}; }

// A stack of lines: `length` of them, `pitch` elements apart, `width` elements each.
struct Stack {
  Index length, pitch, width;
};

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

// The sums over a window that slides along the stack: make(line, j) fills line j when the window reaches it, and
// use(sum, i) gets the sum of the lines in the window around i. buffer holds window.size() + 1 lines.
template <class T, class Make, class Use>
void slide(const Stack& stack, const Window& w, T* buffer, Make&& make, Use&& use) {
  T* sum = buffer + w.size() * stack.width;
  const auto line = [&](Index j) { return buffer + j % w.size() * stack.width; };
  for (Index j = 0; j < std::min(w.after, stack.length); ++j) make(line(j), j);
  for (Index i = 0; i < stack.length; ++i) {
    if (i + w.after < stack.length) make(line(i + w.after), i + w.after);
    const Index first = std::max<Index>(0, i - w.before);
    const Index last = std::min(stack.length - 1, i + w.after);
    std::copy_n(line(first), stack.width, sum);
    for (Index j = first + 1; j <= last; ++j) {
      const T* term = line(j);
      for (Index v = 0; v < stack.width; ++v) sum[v] += term[v];
    }
    use(sum, i);
  }
}

// Within a map: line[v] = the sum of terms over the window around column v.
template <class T>
void add_along_row(T* line, const T* terms, Index width, const Window& w) {
  std::copy_n(terms, width, line);
  for (Index shift = -w.before; shift <= w.after; ++shift) {
    if (shift == 0) continue;
    const Index first = std::max<Index>(0, -shift);
    const Index last = std::min(width, width - shift);
    for (Index v = first; v < last; ++v) line[v] += terms[v + shift];
  }
}

// Calls body(offset, stack) for each part of the tensors that can be worked on alone: some positions of all channels of
// an image, or a map.
template <class F>
void for_each_stack(const Params& a, F&& body) {
  const Index map = a.H * a.W;
  if (a.across == Across::map) {
    parallel_for(a.N * a.C, [&](Index item) { body(item * map, Stack{a.H, a.W, a.W}); });
    return;
  }
  const Index fits = kBuffer / (window(a.C, a).size() + 1);
  const Index parts = (map + fits - 1) / fits;
  parallel_for(a.N * parts, [&](Index item) {
    const Index first = item % parts * fits;
    body(item / parts * a.C * map + first, Stack{a.C, map, std::min(fits, map - first)});
  });
}

bool too_large(const Params& a) {
  if (a.across == Across::map) return (window(a.H, a).size() + 2) * a.W > kBuffer;
  return window(a.C, a).size() + 1 > kBuffer;
}

template <class T>
void forward(T* y, T* scale, const T* x, const Params& a) {
  if (too_large(a)) return functions<T>(naive).forward(y, scale, x, a);
  const T k = static_cast<T>(a.k);
  const T alpha = static_cast<T>(a.alpha);
  for_each_stack(a, [&](Index offset, const Stack& stack) {
    T buffer[kBuffer];
    const Window w = window(stack.length, a);
    T* squares = buffer + (w.size() + 1) * stack.width;  // of a row, within a map
    const auto make = [&](T* line, Index j) {
      const T* in = x + offset + j * stack.pitch;
      T* out = a.across == Across::map ? squares : line;
      for (Index v = 0; v < stack.width; ++v) out[v] = in[v] * in[v];
      if (a.across == Across::map) add_along_row(line, squares, stack.width, window(a.W, a));
    };
    slide(stack, w, buffer, make, [&](const T* sum, Index i) {
      const Index at = offset + i * stack.pitch;
      for (Index v = 0; v < stack.width; ++v) scale[at + v] = k + alpha * sum[v];
      powers(y + at, scale + at, stack.width, a.beta);
      for (Index v = 0; v < stack.width; ++v) y[at + v] *= x[at + v];
    });
  });
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* x, const T* scale, const Params& a) {
  if (too_large(a)) return functions<T>(naive).grad_input(grad_x, grad_y, x, scale, a);
  const T cross = static_cast<T>(2.0 * a.alpha * a.beta);
  for_each_stack(a, [&](Index offset, const Stack& stack) {
    T buffer[kBuffer];
    const Window w = mirrored(window(stack.length, a));
    T* ratios = buffer + (w.size() + 1) * stack.width;  // of a row, within a map
    // The line's own term, grad_y * scale^-beta, waits in grad_x until the window's sum is there.
    const auto make = [&](T* line, Index j) {
      const Index at = offset + j * stack.pitch;
      T* own = grad_x + at;
      T* out = a.across == Across::map ? ratios : line;
      powers(own, scale + at, stack.width, a.beta);
      for (Index v = 0; v < stack.width; ++v) {
        own[v] *= grad_y[at + v];
        out[v] = own[v] * x[at + v] / scale[at + v];
      }
      if (a.across == Across::map) add_along_row(line, ratios, stack.width, mirrored(window(a.W, a)));
    };
    slide(stack, w, buffer, make, [&](const T* sum, Index i) {
      const Index at = offset + i * stack.pitch;
      for (Index v = 0; v < stack.width; ++v) grad_x[at + v] -= cross * x[at + v] * sum[v];
    });
  });
}

}  // namespace

constinit const Variant lines{
    "lines", Device::cpu, "", {forward<float>, grad_input<float>}, {forward<double>, grad_input<double>}};

}  // namespace seven::lrn
