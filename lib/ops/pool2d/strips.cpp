// pool2d, variant strips: against naive, a strip of outputs of one row is made at a time, so that the inner loops run
// along the row and become vector instructions; forward first folds the rows of the windows into one, shared by all
// columns. It should bring a window of R*R about R + R/lanes steps an output instead of R*R, and no branch in them.
// Run it: ./seven bench --op pool2d --variant strips
#include <algorithm>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "core/parallel.h"
#include "ops/pool2d/pool2d.h"
#include "ops/pool2d/window.h"
#include "ops/variant.h"

namespace seven::pool2d {

namespace {

// The strip's input columns, padding included, fit a buffer of this many elements; wider windows are left to naive.
constexpr Index kBuffer = 512;
constexpr Index kStrip = 128;

// Where a maximum lies, in as many bits as T, so that both fill the same vectors.
template <class T>
using Place = std::conditional_t<sizeof(T) == sizeof(float), std::int32_t, std::int64_t>;

// Outputs [q, q + count) of a row, and the input columns that their windows cover: buffer[i] is column left + i, and
// those inside the image are buffer[first .. last).
struct Strip {
  Index q, count, left, width, first, last;
};

inline Strip strip(Index q, const Params& a) {
  const Index count = std::min({kStrip, (kBuffer - a.window) / a.stride + 1, a.Q() - q});
  const Index left = q * a.stride - a.pad;
  const Index width = (count - 1) * a.stride + a.window;
  return {q, count, left, width, std::max<Index>(0, -left), std::min(width, a.W - left)};
}

// NaN wins. Without a branch, hence | and not ||.
template <class T>
inline bool wins(T value, T best) {
  return static_cast<bool>((value > best) | (value != value));
}

template <class T>
inline T larger(T best, T value) {
  return wins(value, best) ? value : best;
}

// The stride as a constant where it is 1 or 2, so that the compiler knows how to load every second element.
template <class F>
void with_stride(Index stride, F&& body) {
  if (stride == 1) return body(std::integral_constant<Index, 1>{});
  if (stride == 2) return body(std::integral_constant<Index, 2>{});
  body(stride);
}

// Calls body(s, p, rows) for each strip s of each row p of outputs; begin(s) first for each strip, which all rows
// share.
template <class Begin, class Body>
void for_each_strip(const Params& a, Begin&& begin, Body&& body) {
  for (Index q = 0; q < a.Q();) {
    const Strip s = strip(q, a);
    begin(s);
    for (Index p = 0; p < a.P(); ++p) body(s, p, extent(p, a.H, a));
    q += s.count;
  }
}

// divisor[i] = the elements that output s.q + i counts along the row.
template <class T>
void column_counts(T* divisor, const Strip& s, const Params& a) {
  for (Index i = 0; i < s.count; ++i) divisor[i] = static_cast<T>(extent(s.q + i, a.W, a).count);
}

template <class T>
void forward(T* y, const T* x, const Params& a) {
  if (a.window > kBuffer) return functions<T>(naive).forward(y, x, a);
  const bool max = a.mode == Mode::max;
  parallel_for(a.N * a.C, [&](Index map) {
    const T* in = x + map * a.H * a.W;
    T* out = y + map * a.P() * a.Q();
    T buffer[kBuffer];
    T divisor[kStrip];
    const auto begin = [&](const Strip& s) {
      // What lies outside the image never changes a maximum, or a sum.
      std::fill_n(buffer, s.width, max ? -std::numeric_limits<T>::infinity() : T{0});
      if (!max) column_counts(divisor, s, a);
    };
    for_each_strip(a, begin, [&](const Strip& s, Index p, const Extent& rows) {
      std::copy_n(in + rows.first * a.W + s.left + s.first, s.last - s.first, buffer + s.first);
      for (Index h = rows.first + 1; h < rows.last; ++h) {
        const T* row = in + h * a.W + s.left;
        if (max) {
          for (Index i = s.first; i < s.last; ++i) buffer[i] = larger(buffer[i], row[i]);
        } else {
          for (Index i = s.first; i < s.last; ++i) buffer[i] += row[i];
        }
      }
      T* result = out + p * a.Q() + s.q;
      with_stride(a.stride, [&](auto stride) {
        for (Index i = 0; i < s.count; ++i) result[i] = buffer[i * stride];
        for (Index c = 1; c < a.window; ++c) {
          const T* tap = buffer + c;
          if (max) {
            for (Index i = 0; i < s.count; ++i) result[i] = larger(result[i], tap[i * stride]);
          } else {
            for (Index i = 0; i < s.count; ++i) result[i] += tap[i * stride];
          }
        }
      });
      if (max) return;
      const T row_count = static_cast<T>(rows.count);
      for (Index i = 0; i < s.count; ++i) result[i] /= row_count * divisor[i];
    });
  });
}

// The maxima of a strip are found again, all outputs at once, tap by tap in row-major order; then each output adds its
// gradient at the place of its maximum.
template <class T>
void grad_max(T* grad_in, const T* grad_out, const T* in, const Params& a) {
  T buffer[kBuffer];
  T best[kStrip];
  Place<T> place[kStrip];  // from the corner of the window: rows * W + columns
  const auto begin = [&](const Strip& s) { std::fill_n(buffer, s.width, -std::numeric_limits<T>::infinity()); };
  for_each_strip(a, begin, [&](const Strip& s, Index p, const Extent& rows) {
    for (Index i = 0; i < s.count; ++i) {
      best[i] = -std::numeric_limits<T>::infinity();
      place[i] = static_cast<Place<T>>(std::max<Index>(0, -(s.left + i * a.stride)));
    }
    for (Index h = rows.first; h < rows.last; ++h) {
      std::copy_n(in + h * a.W + s.left + s.first, s.last - s.first, buffer + s.first);
      with_stride(a.stride, [&](auto stride) {
        for (Index c = 0; c < a.window; ++c) {
          const T* tap = buffer + c;
          const auto here = static_cast<Place<T>>((h - rows.first) * a.W + c);
          for (Index i = 0; i < s.count; ++i) {
            const T value = tap[i * stride];
            const bool won = wins(value, best[i]);
            best[i] = won ? value : best[i];
            place[i] = won ? here : place[i];
          }
        }
      });
    }
    T* corner = grad_in + rows.first * a.W + s.left;
    const T* g = grad_out + p * a.Q() + s.q;
    for (Index i = 0; i < s.count; ++i) corner[i * a.stride + place[i]] += g[i];
  });
}

// The shares of a strip are spread along one row, which is then added to each row of the windows.
template <class T>
void grad_average(T* grad_in, const T* grad_out, const Params& a) {
  T buffer[kBuffer];
  T divisor[kStrip];
  T share[kStrip];
  const auto begin = [&](const Strip& s) { column_counts(divisor, s, a); };
  for_each_strip(a, begin, [&](const Strip& s, Index p, const Extent& rows) {
    const T* g = grad_out + p * a.Q() + s.q;
    const T row_count = static_cast<T>(rows.count);
    for (Index i = 0; i < s.count; ++i) share[i] = g[i] / (row_count * divisor[i]);
    std::fill_n(buffer, s.width, T{0});
    with_stride(a.stride, [&](auto stride) {
      for (Index c = 0; c < a.window; ++c) {
        T* tap = buffer + c;
        for (Index i = 0; i < s.count; ++i) tap[i * stride] += share[i];
      }
    });
    for (Index h = rows.first; h < rows.last; ++h) {
      T* row = grad_in + h * a.W + s.left;
      for (Index i = s.first; i < s.last; ++i) row[i] += buffer[i];
    }
  });
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* x, const Params& a) {
  if (a.window > kBuffer || a.window * a.W > std::numeric_limits<Place<T>>::max()) {
    return functions<T>(naive).grad_input(grad_x, grad_y, x, a);
  }
  parallel_for(a.N * a.C, [&](Index map) {
    T* grad_in = grad_x + map * a.H * a.W;
    const T* grad_out = grad_y + map * a.P() * a.Q();
    std::fill_n(grad_in, a.H * a.W, T{0});
    if (a.mode == Mode::max) {
      grad_max(grad_in, grad_out, x + map * a.H * a.W, a);
    } else {
      grad_average(grad_in, grad_out, a);
    }
  });
}

}  // namespace

constinit const Variant strips{
    "strips", Device::cpu, "", {forward<float>, grad_input<float>}, {forward<double>, grad_input<double>}};

}  // namespace seven::pool2d
