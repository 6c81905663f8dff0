// conv2d, variant implicit_gemm, the gradient of the weights: for each tap and kernel the product of what the tap's
// windows saw with grad_y. One of the two factors is packed, that which has fewer lines; the other is read line by line
// from where it is: the taps from the planes, so that the column matrix is never made, or the kernels from grad_y.
// Chapter 05: chapters/05_im2col_gemm/README.md.
#include <numeric>

#include "core/parallel.h"
#include "ops/conv2d/implicit.h"
#include "ops/conv2d/planes.h"
#include "ops/conv2d/sum_of.h"
#include "ops/gemm/kernel.h"
#include "ops/gemm/pack.h"

namespace seven::conv2d::implicit {

namespace {

template <class T>
struct Plan {
  const gemm::Kernel<T>& kernel = gemm::kernel<T>();
  Params a;
  Index band_rows;
  Planes planes;
  Index taps;      // of a group
  bool pack_taps;  // and not the kernels
  Index lines;     // taps or kernels of a group, whichever is not packed
  Index columns;   // whichever is
  Index row;       // elements from a line's sums to the next: columns in whole cache lines
  Index slices;    // the sum over images is cut into so many, whatever the number of threads

  explicit Plan(const Params& p) : a(p), band_rows(choose_rows(p)), planes(p, band_rows) {
    taps = p.group_channels() * p.R * p.S;
    pack_taps = taps < p.group_kernels();
    lines = pack_taps ? p.group_kernels() : taps;
    columns = pack_taps ? taps : p.group_kernels();
    row = round_up(columns, kLine);
    constexpr Index kSums = Index{1} << 22;  // elements of all slices together
    slices = std::clamp<Index>(kSums / sums(), 1, std::min<Index>(p.N, 16));
  }

  // A panel as long as a band stays in the second-level cache.
  static Index choose_rows(const Params& p) {
    constexpr Index kWindows = 1024;
    return ceil_div(p.P(), ceil_div(p.P(), std::clamp<Index>(kWindows / p.Q(), 1, p.P())));
  }

  // A slice's sums (lines, row) of each group, then the biases' gradients.
  [[nodiscard]] Index group_sums() const { return lines * row; }
  [[nodiscard]] Index sums() const { return round_up(a.groups * group_sums() + a.K, kLine); }
  [[nodiscard]] Index panel() const { return round_up(kernel.TN * planes.windows(band_rows), kLine); }
  [[nodiscard]] Index planes_size() const { return round_up(planes.total(), kLine); }
  [[nodiscard]] Index row_buffer() const { return round_up(planes.row_buffer(), kLine); }
  [[nodiscard]] Index thread_size() const { return planes_size() + row_buffer() + panel(); }
  [[nodiscard]] Index order_size() const { return room_for_numbers<T>(taps); }  // of the taps
  // Each thread may be in charge of an image, or help with one.
  [[nodiscard]] Index workspace() const { return slices * sums() + order_size() + threads() * thread_size(); }
};

// The taps plane by plane, so that those of one tile, and of the next tiles, read the same lines of memory.
template <class T>
void order_taps(Index* order, const Plan<T>& plan) {
  std::iota(order, order + plan.taps, Index{0});
  std::sort(order, order + plan.taps,
            [&](Index left, Index right) { return plan.planes.tap(left) < plan.planes.tap(right); });
}

// Panels of a band: (windows, TN) of TN kernels, from grad_y, with zeros where there is a dummy; and (rows of Q
// windows, TN) of TN taps, from the planes.
//! [panels]
template <class T>
void pack_kernels(T* panel, const T* grad_y, const Plan<T>& plan, Index columns, Index rows) {
  const Params& a = plan.a;
  const Index TN = plan.kernel.TN;
  for (Index row = 0; row < rows; ++row) {
    T* to = panel + row * plan.planes.pitch * TN;
    gemm::pack_panels(to, TN, gemm::Operand<T>{grad_y + row * a.Q(), a.P() * a.Q(), 1}, columns, a.Q());
    if (row + 1 < rows) std::fill_n(to + a.Q() * TN, (plan.planes.pitch - a.Q()) * TN, T{0});
  }
}

// Whole vectors of taps: beyond the last it comes again, and nobody reads those sums.
template <class T>
void pack_taps(T* panel, const T* planes, const Plan<T>& plan, const Index* order, Index columns, Index rows) {
  const Index TN = plan.kernel.TN;
  const Index Q = plan.a.Q();
  for (Index row = 0; row < rows; ++row) {
    const T* from = planes + row * plan.planes.pitch;
    gemm::pack_turned(
        panel + row * Q * TN, TN,
        [&](Index column) { return from + plan.planes.tap(order[std::min(column, columns - 1)]); },
        round_up(columns, plan.kernel.lanes), Q);
  }
}
//! [panels]

// sums += a band of one group of one image, for `columns` of the packed lines. grad_y points to the band in the group's
// first map.
//! [tiles]
template <class T>
void add_tiles(T* sums, const T* grad_y, const T* planes, const Plan<T>& plan, const Index* order, Index column,
               Index rows, T* panel) {
  const Params& a = plan.a;
  const gemm::Kernel<T>& kernel = plan.kernel;
  const Index maps = a.P() * a.Q();
  const Index columns = std::min(kernel.TN, plan.columns - column);
  if (plan.pack_taps) {
    pack_taps(panel, planes, plan, order + column, columns, rows);
  } else {
    pack_kernels(panel, grad_y + column * maps, plan, columns, rows);
  }
  for (Index line = 0; line < plan.lines; line += kernel.TM) {
    const Index count = std::min(kernel.TM, plan.lines - line);
    const T* lines[gemm::kMaxTileRows];
    for (Index i = 0; i < count; ++i) {
      lines[i] = plan.pack_taps ? grad_y + (line + i) * maps : planes + plan.planes.tap(order[line + i]);
    }
    kernel.tile_of_lines(sums + line * plan.row + column, plan.row, lines, panel,
                         plan.pack_taps ? rows * a.Q() : plan.planes.windows(rows), count, columns,
                         {.accumulate = true});
  }
}
//! [tiles]

// sums += the images [begin, end).
template <class T>
void add_images(T* sums, const T* grad_y, const T* x, const Plan<T>& plan, const Index* order, Index begin, Index end,
                T* scratch) {
  const Params& a = plan.a;
  T* planes = scratch + thread_index() * plan.thread_size();
  T* bias = sums + a.groups * plan.group_sums();
  for (Index map = begin * a.groups; map < end * a.groups; ++map) {
    const Index g = map % a.groups;
    for (Index first = 0; first < a.P(); first += plan.band_rows) {
      const Index rows = std::min(plan.band_rows, a.P() - first);
      fill_planes(planes, x + map * a.group_channels() * a.H * a.W, plan.planes, first, rows,
                  planes + plan.planes_size());
      const T* band = grad_y + map * a.group_kernels() * a.P() * a.Q() + first * a.Q();
      parallel_for(ceil_div(plan.columns, plan.kernel.TN), [&](Index item) {
        T* panel = scratch + thread_index() * plan.thread_size() + plan.planes_size() + plan.row_buffer();
        add_tiles(sums + g * plan.group_sums(), band, planes, plan, order, item * plan.kernel.TN, rows, panel);
      });
      for (Index k = 0; k < a.group_kernels(); ++k) {
        bias[g * a.group_kernels() + k] += sum_of(band + k * a.P() * a.Q(), rows * a.Q());
      }
    }
  }
}

// grad_w and grad_b += all slices, for kernels [k, k + count) of a group: a cache line of them.
template <class T>
void add_slices(T* grad_w, T* grad_b, const T* slices, const Plan<T>& plan, const Index* order, Index g, Index k,
                Index count) {
  for (Index slice = 0; slice < plan.slices; ++slice) {
    const T* sums = slices + slice * plan.sums();
    const Index kernel = g * plan.a.group_kernels() + k;
    const T* group = sums + g * plan.group_sums();
    for (Index tap = 0; tap < plan.taps; ++tap) {
      for (Index i = 0; i < count; ++i) {
        grad_w[(kernel + i) * plan.taps + order[tap]] +=
            plan.pack_taps ? group[(k + i) * plan.row + tap] : group[tap * plan.row + k + i];
      }
    }
    const T* bias = sums + plan.a.groups * plan.group_sums() + kernel;
    for (Index i = 0; i < count && grad_b != nullptr; ++i) grad_b[kernel + i] += bias[i];
  }
}

}  // namespace

template <class T>
Index grad_weight_workspace(const Params& p) {
  return Plan<T>(p).workspace();
}

template <class T>
void grad_weight(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& p, T* workspace) {
  const Plan<T> plan(p);
  Index* order = new (workspace + plan.slices * plan.sums()) Index[static_cast<std::size_t>(plan.taps)];
  order_taps(order, plan);
  T* scratch = workspace + plan.slices * plan.sums() + plan.order_size();
  parallel_for(plan.slices, [&](Index slice) {
    T* sums = workspace + slice * plan.sums();
    std::fill_n(sums, plan.sums(), T{0});
    add_images(sums, grad_y, x, plan, order, p.N * slice / plan.slices, p.N * (slice + 1) / plan.slices, scratch);
  });
  const Index lines = ceil_div(p.group_kernels(), kLine);
  parallel_for(p.groups * lines, [&](Index item) {
    const Index k = item % lines * kLine;
    add_slices(grad_w, grad_b, workspace, plan, order, item / lines, k, std::min(kLine, p.group_kernels() - k));
  });
}

template Index grad_weight_workspace<float>(const Params&);
template Index grad_weight_workspace<double>(const Params&);
template void grad_weight(float*, float*, const float*, const float*, const Params&, float*);
template void grad_weight(double*, double*, const double*, const double*, const Params&, double*);

}  // namespace seven::conv2d::implicit
