// Sums over windows that slide along a stack of lines: what the variants lines and fused are made of. A line is a run
// of neighbouring elements, so that loops over it become vector instructions: a channel's positions, or a row of a map,
// whose own window sums come first. Each line is made once and kept in a ring of n.
// Chapter 02: chapters/02_other_layers/README.md.
#pragma once

#include <algorithm>

#include "core/parallel.h"
#include "ops/lrn/lrn.h"

namespace seven::lrn {

// All lines that are kept at a time fit this many elements; only a map too wide for its n (5: 1169 columns) is left to
// naive, as lines across channels are cut to fit.
inline constexpr Index kBuffer = 8192;

// The window on the axis the lines are stacked on, reaching no further than the axis does; mirrored for the gradient.
struct Window {
  Index before, after;
  [[nodiscard]] Index size() const { return before + 1 + after; }
};

inline Window window(Index length, const Params& a) {
  return {std::min(a.n / 2, length - 1), std::min(a.n - 1 - a.n / 2, length - 1)};
}
inline Window mirrored(const Window& w) { return {w.after, w.before}; }

// A stack of lines: `length` of them, `pitch` elements apart, `width` elements each.
struct Stack {
  Index length, pitch, width;
};

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
    // Small maps are handed out together: one alone is done sooner than a thread has fetched the next.
    parallel_chunks(a.N * a.C, std::max<Index>(1, kElementChunk / map), [&](Index begin, Index end) {
      for (Index item = begin; item < end; ++item) body(item * map, Stack{a.H, a.W, a.W});
    });
    return;
  }
  const Index fits = kBuffer / (window(a.C, a).size() + 1);
  const Index parts = (map + fits - 1) / fits;
  parallel_for(a.N * parts, [&](Index item) {
    const Index first = item % parts * fits;
    body(item / parts * a.C * map + first, Stack{a.C, map, std::min(fits, map - first)});
  });
}

inline bool too_large(const Params& a) {
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

}  // namespace seven::lrn
