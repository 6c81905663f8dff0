// pool2d, variant in_registers: against even_odd, taps stay in vector registers; windows of 3 and averages are made so
// too. It should bring memory speed to AlexNet's pooling: each row of x is loaded once or twice, and each row of grad_x
// stored once, in whole vectors that may reach beyond the row.
// Run it: ./seven bench --op pool2d --variant in_registers
// Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#include <algorithm>

#include "core/parallel.h"
#include "ops/lanes.h"
#include "ops/pool2d/pool2d.h"
#include "ops/variant.h"

namespace seven::pool2d {

namespace {

// Rows of up to so many columns; wider ones, and other windows, are left to even_odd.
constexpr Index kColumns = 512;

bool fits(const Params& a) {
  return a.stride == 2 && (a.window == 2 || a.window == 3) && a.pad == 0 && a.W <= kColumns && 2 * a.Q() <= a.W &&
         2 * a.P() <= a.H;
}

// A row in a buffer, with room for the vectors that reach beyond its end.
template <class T>
struct Line {
  static constexpr Index kSlack = 2 * kLanes<T> + 2;
  alignas(kVectorBytes) T at[kColumns + kSlack];

  // A row from where kSlack elements behind it may be read: itself, or a copy if it lies too near the tensor's end.
  const T* readable(const T* row, Index count, const T* end) {
    if (end - row >= count + kSlack) return row;
    std::fill_n(std::copy_n(row, count, at), kSlack, T{0});
    return at;
  }
  // Where to write a row, vectors beyond its end included: where it belongs, if what they spoil is of the same map and
  // written later; else into the line, from which `put` brings it there.
  T* writable(T* row, Index count, const T* end) { return end - row >= count + kSlack ? row : at; }
  void put(T* row, Index count, const T* end) const {
    if (end - row < count + kSlack) {
      std::copy_n(at, count, row);
      return;
    }
    for (Index i = 0; i < count; i += kLanes<T>) store_lanes(row + i, load_lanes(at + i));
  }
};

// Which windows of a vector that begins with window q are before the one given.
template <class T>
auto before(Index end, Index q) {
  return counting_lanes(static_cast<T>(q)) < splat(static_cast<T>(end));
}
template <class T>
using Mask = decltype(before<T>(0, 0));

// Window q covers columns 2q, 2q + 1 and, if it is 3 wide, 2q + 2, the first of the next: each of the three of
// neighbouring windows.
template <class T>
struct Taps {
  Lanes<T> even, odd, next;
};

template <class T>
Taps<T> taps_of(const T* row, Index q) {
  const T* at = row + 2 * q;
  const Lanes<T> a = load_lanes(at);
  const Lanes<T> b = load_lanes(at + kLanes<T>);
  return {even_lanes<T>(a, b), odd_lanes<T>(a, b), even_lanes<T>(load_lanes(at + 2), load_lanes(at + 2 + kLanes<T>))};
}

// The windows of one map. A window at the end of an axis may lack its third row or column, with `ceil`.
template <class T, Index kWindow, Mode mode>
struct Map {
  const Params& a;
  Index P = a.P(), Q = a.Q();
  Index nexts = kWindow == 3 ? std::min(Q, (a.W - 1) / 2) : 0;  // windows that have their third column

  [[nodiscard]] Index rows(Index p) const { return std::min(kWindow, a.H - 2 * p); }
  [[nodiscard]] Lanes<T> elements(Index p, Index q) const {
    const Lanes<T> columns = before<T>(nexts, q) ? splat(T{3}) : splat(T{2});
    return splat(static_cast<T>(rows(p))) * columns;
  }

  // NaN wins.
  static Mask<T> wins(const Lanes<T>& value, const Lanes<T>& best) { return (value > best) | (value != value); }
  static Lanes<T> join(const Lanes<T>& so_far, const Lanes<T>& value) {
    if constexpr (mode == Mode::average) return so_far + value;
    return select_lanes<T>(wins(value, so_far), value, so_far);
  }
  // A row's part of windows q, q + 1, ...
  [[nodiscard]] Lanes<T> fold(const T* row, Index q) const {
    const Taps<T> taps = taps_of(row, q);
    const Lanes<T> two = join(taps.even, taps.odd);
    if (kWindow == 2) return two;
    return before<T>(nexts, q) ? join(two, taps.next) : two;
  }

  void forward(T* y, const T* x, const T* x_end) const {
    Line<T> copies[kWindow];
    Line<T> shared;  // the folded third row, which is the next window's first
    Line<T> line;
    for (Index p = 0; p < P; ++p) {
      const T* row[kWindow];
      for (Index r = 0; r < rows(p); ++r) row[r] = copies[r].readable(x + (2 * p + r) * a.W, a.W, x_end);
      T* out = line.writable(y + p * Q, Q, y + P * Q);
      for (Index q = 0; q < Q; q += kLanes<T>) {
        Lanes<T> result = kWindow == 3 && p > 0 ? load_lanes(shared.at + q) : fold(row[0], q);
        result = join(result, fold(row[1], q));
        if (kWindow == 3 && rows(p) == 3) {
          const Lanes<T> third = fold(row[kWindow - 1], q);
          store_lanes(shared.at + q, third);
          result = join(result, third);
        }
        store_lanes(out + q, mode == Mode::average ? result / elements(p, q) : result);
      }
      if (out == line.at) std::copy_n(line.at, Q, y + p * Q);
    }
  }

  // What each tap gets of the gradients g of windows q, q + 1, ..., row by row.
  void share(Taps<T> (&shares)[kWindow], const Lanes<T>& g, const T* const (&row)[kWindow], Index p, Index q) const {
    const Mask<T> has_next = before<T>(nexts, q);
    if constexpr (mode == Mode::average) {
      const Lanes<T> each = g / elements(p, q);
      for (Index r = 0; r < kWindow; ++r) {
        shares[r] = r < rows(p) ? Taps<T>{each, each, has_next ? each : Lanes<T>{}} : Taps<T>{};
      }
      return;
    }
    // The first of equal maxima wins, in row-major order: tap 3r + s is row r, column s.
    Lanes<T> best{};
    Lanes<T> winner{};
    const auto meet = [&](const Lanes<T>& value, Index tap, const Mask<T>& here) {
      best = select_lanes<T>(here, value, best);
      winner = select_lanes<T>(here, splat(static_cast<T>(tap)), winner);
    };
    for (Index r = 0; r < rows(p); ++r) {
      const Taps<T> taps = taps_of(row[r], q);
      if (r == 0) best = taps.even;
      if (r > 0) meet(taps.even, 3 * r, wins(taps.even, best));
      meet(taps.odd, 3 * r + 1, wins(taps.odd, best));
      if (kWindow == 3) meet(taps.next, 3 * r + 2, wins(taps.next, best) & has_next);
    }
    const auto won = [&](Index tap) { return winner == splat(static_cast<T>(tap)) ? g : Lanes<T>{}; };
    for (Index r = 0; r < kWindow; ++r) shares[r] = {won(3 * r), won(3 * r + 1), won(3 * r + 2)};
  }

  void grad_input(T* grad_x, const T* grad_y, const T* grad_y_end, const T* x, const T* x_end) const {
    const T* map_end = grad_x + a.H * a.W;
    Line<T> copies[kWindow];
    Line<T> g_copy;
    Line<T> first;
    Line<T> second;
    Line<T> shared;  // what the third row, which is the next window's first, has got
    std::fill_n(shared.at, a.W + Line<T>::kSlack, T{0});
    for (Index p = 0; p < P; ++p) {
      const T* row[kWindow] = {};
      for (Index r = 0; mode == Mode::max && r < rows(p); ++r) {
        row[r] = copies[r].readable(x + (2 * p + r) * a.W, a.W, x_end);
      }
      const T* g_row = g_copy.readable(grad_y + p * Q, Q, grad_y_end);
      T* to = grad_x + 2 * p * a.W;
      T* out = first.writable(to, a.W, map_end);
      Lanes<T> last_next[kWindow] = {};  // of the windows before these: their third column is our first
      for (Index q = 0; 2 * q < a.W; q += kLanes<T>) {
        const Lanes<T> g = before<T>(Q, q) ? load_lanes(g_row + q) : Lanes<T>{};
        Taps<T> shares[kWindow];
        share(shares, g, row, p, q);
        for (Index r = 0; kWindow == 3 && r < kWindow; ++r) {
          shares[r].even += shifted_lanes<T>(last_next[r], shares[r].next);
          last_next[r] = shares[r].next;
        }
        const Taps<T>& third = shares[kWindow - 1];
        const Lanes<T> even = shares[0].even + load_lanes(shared.at + 2 * q);
        const Lanes<T> odd = shares[0].odd + load_lanes(shared.at + 2 * q + kLanes<T>);
        store_zipped<T>(out + 2 * q, even, odd);
        store_zipped<T>(second.at + 2 * q, shares[1].even, shares[1].odd);
        if (kWindow == 3) {
          store_lanes(shared.at + 2 * q, third.even);
          store_lanes(shared.at + 2 * q + kLanes<T>, third.odd);
        }
      }
      if (out == first.at) first.put(to, a.W, map_end);
      second.put(to + a.W, a.W, map_end);
    }
    // Rows that no window begins in.
    for (Index h = 2 * P; h < a.H; ++h) std::fill_n(grad_x + h * a.W, a.W, T{0});
    if (kWindow == 3 && 2 * P < a.H) {
      for (Index q = 0; 2 * q < a.W; q += kLanes<T>) {
        store_zipped<T>(first.at + 2 * q, load_lanes(shared.at + 2 * q), load_lanes(shared.at + 2 * q + kLanes<T>));
      }
      std::copy_n(first.at, a.W, grad_x + 2 * P * a.W);
    }
  }
};

// Small maps are handed out together: one alone is done sooner than a thread has fetched the next.
inline Index maps_an_item(const Params& a) { return std::max<Index>(1, kElementChunk / (a.H * a.W)); }

// Calls body(map) with the window and the mode as constants.
template <class T, class F>
void with_map(const Params& a, F&& body) {
  if (a.mode == Mode::max) {
    a.window == 2 ? body(Map<T, 2, Mode::max>{a}) : body(Map<T, 3, Mode::max>{a});
  } else {
    a.window == 2 ? body(Map<T, 2, Mode::average>{a}) : body(Map<T, 3, Mode::average>{a});
  }
}

template <class T>
void forward(T* y, const T* x, const Params& a) {
  if (!fits(a)) return functions<T>(even_odd).forward(y, x, a);
  with_map<T>(a, [&](const auto& map) {
    parallel_chunks(a.N * a.C, maps_an_item(a), [&](Index begin, Index end) {
      for (Index i = begin; i < end; ++i) {
        map.forward(y + i * map.P * map.Q, x + i * a.H * a.W, x + a.N * a.C * a.H * a.W);
      }
    });
  });
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* x, const Params& a) {
  if (!fits(a)) return functions<T>(even_odd).grad_input(grad_x, grad_y, x, a);
  with_map<T>(a, [&](const auto& map) {
    const Index outputs = map.P * map.Q;
    const Index inputs = a.H * a.W;
    const T* grad_y_end = grad_y + a.N * a.C * outputs;
    const T* x_end = x + a.N * a.C * inputs;
    parallel_chunks(a.N * a.C, maps_an_item(a), [&](Index begin, Index end) {
      for (Index i = begin; i < end; ++i) {
        map.grad_input(grad_x + i * inputs, grad_y + i * outputs, grad_y_end, x + i * inputs, x_end);
      }
    });
  });
}

}  // namespace

constinit const Variant in_registers{
    "in_registers", Device::cpu, "", {forward<float>, grad_input<float>}, {forward<double>, grad_input<double>}};

}  // namespace seven::pool2d
