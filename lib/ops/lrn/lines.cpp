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

// All lines that are kept at a time fit this many elements; only a map too wide for its n (5: 1169 columns) is left to
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

// Within a map: the terms of a row between zeros, so that the window around each of its columns is whole.
template <class T>
class Row {
 public:
  // buffer holds width(...) elements.
  Row(T* buffer, Index columns, const Window& w) : terms_(buffer + w.before), columns_(columns), window_(w) {
    std::fill_n(buffer, width(columns, w), T{0});
  }
  static Index width(Index columns, const Window& w) { return columns + w.size() - 1; }

  [[nodiscard]] T* terms() const { return terms_; }

  // line[v] = the sum of the terms in the window around column v.
  void add_up(T* line) const {
    for (Index v = 0; v < columns_; ++v) line[v] = terms_[v - window_.before];
    for (Index shift = 1 - window_.before; shift <= window_.after; ++shift) {
      const T* shifted = terms_ + shift;
      for (Index v = 0; v < columns_; ++v) line[v] += shifted[v];
    }
  }

 private:
  T* terms_;
  Index columns_;
  Window window_;
};

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

// Calls body(first, count) for runs of elements that follow each other: a map is one run, not a row after the other.
template <class F>
void for_each_run(const Stack& stack, F&& body) {
  if (stack.width == stack.pitch) return body(Index{0}, stack.length * stack.width);
  for (Index i = 0; i < stack.length; ++i) body(i * stack.pitch, stack.width);
}

bool too_large(const Params& a) {
  if (a.across == Across::channels) return window(a.C, a).size() + 1 > kBuffer;
  return (window(a.H, a).size() + 1) * a.W + Row<float>::width(a.W, window(a.W, a)) > kBuffer;
}

// slide with make(terms, j) filling only the terms of line j: within a map the window along the row is added up here.
template <class T, class Make, class Use>
void slide_terms(const Stack& stack, const Params& a, bool gradient, Make&& make, Use&& use) {
  T buffer[kBuffer];
  const Window w = gradient ? mirrored(window(stack.length, a)) : window(stack.length, a);
  if (a.across == Across::channels) return slide(stack, w, buffer, make, use);
  const Window along = gradient ? mirrored(window(a.W, a)) : window(a.W, a);
  const Row<T> row(buffer + (w.size() + 1) * stack.width, a.W, along);
  const auto make_sums = [&](T* line, Index j) {
    make(row.terms(), j);
    row.add_up(line);
  };
  slide(stack, w, buffer, make_sums, use);
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
