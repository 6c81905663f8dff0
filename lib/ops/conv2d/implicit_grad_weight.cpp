// conv2d, variant implicit_gemm, the gradient of the weights: for each tap the product of grad_y with what the tap's
// windows saw. Both lie in memory window after window, so vectors run along the windows, and what would be a transposed
// column matrix is never made either: a tile of dot products is summed up in registers.
// Chapter 05: chapters/05_im2col_gemm/README.md.
#include <numeric>

#include "core/parallel.h"
#include "ops/conv2d/implicit.h"
#include "ops/conv2d/planes.h"
#include "ops/conv2d/sum_of.h"
#include "ops/gemm/kernel.h"
#include "ops/variant.h"

namespace seven::conv2d::implicit {

namespace {

template <class T>
struct Plan {
  const gemm::Kernel<T>& kernel = gemm::kernel<T>();
  Params a;
  Index band_rows;
  Planes planes;
  Index taps;
  Index padded_taps, padded_kernels;  // of a group, in whole tiles
  Index length;                       // windows of a band with their dummies, in whole vectors
  Index slices;                       // the sum over images is cut into so many, whatever the number of threads

  explicit Plan(const Params& p) : a(p), band_rows(choose_rows(p)), planes(p, band_rows) {
    taps = p.group_channels() * p.R * p.S;
    padded_taps = round_up(taps, kernel.dot_columns);
    padded_kernels = round_up(p.group_kernels(), kernel.dot_rows);
    length = round_up(planes.windows(band_rows), kernel.lanes);
    constexpr Index kSums = Index{1} << 22;  // elements of all slices together
    slices = std::clamp<Index>(kSums / sums(), 1, std::min<Index>(p.N, 16));
  }

  // A few rows of grad_y and of planes fit into the first-level cache.
  static Index choose_rows(const Params& p) {
    constexpr Index kWindows = 1024;
    return ceil_div(p.P(), ceil_div(p.P(), std::clamp<Index>(kWindows / p.Q(), 1, p.P())));
  }

  // A slice's sums, in tiles, then the biases' gradients.
  [[nodiscard]] Index group_sums() const { return padded_kernels * padded_taps; }
  [[nodiscard]] Index sums() const { return round_up(a.groups * group_sums() + a.K, kLine); }
  [[nodiscard]] Index grad_rows() const { return kernel.dot_rows * length; }
  [[nodiscard]] Index planes_size() const { return round_up(planes.total(), kLine); }
  [[nodiscard]] Index row_buffer() const { return round_up(planes.row_buffer(), kLine); }
  [[nodiscard]] Index order_size() const { return room_for_numbers<T>(taps); }  // of the taps
  // Each thread may be in charge of an image, or help with one.
  [[nodiscard]] Index workspace() const {
    return slices * sums() + order_size() + threads() * (planes_size() + row_buffer() + grad_rows());
  }
};

// The taps plane by plane, so that those of one tile, and of the next tiles, read the same lines of memory.
template <class T>
void order_taps(Index* order, const Plan<T>& plan) {
  std::iota(order, order + plan.taps, Index{0});
  std::sort(order, order + plan.taps,
            [&](Index left, Index right) { return plan.planes.tap(left) < plan.planes.tap(right); });
}

// Rows of grad_y for one tile: dot_rows kernels from k, `count` of which exist. Zero where there is a dummy, and in the
// kernels that there are not.
template <class T>
void copy_grad(T* to, const T* grad_y, const Plan<T>& plan, Index k, Index count, Index first, Index rows) {
  const Params& a = plan.a;
  for (Index i = 0; i < plan.kernel.dot_rows; ++i, to += plan.length) {
    if (i >= count) {
      std::fill_n(to, plan.length, T{0});
      continue;
    }
    const T* from = grad_y + (k + i) * a.P() * a.Q() + first * a.Q();
    for (Index row = 0; row < rows; ++row) {
      T* line = to + row * plan.planes.pitch;
      const T* source = from + row * a.Q();
      copy_row(line, source, a.Q());
      // The next kernels' rows are on their way while these are used.
      const T* next = source + plan.kernel.dot_rows * a.P() * a.Q();
      for (Index q = 0; q < a.Q(); q += kLine) __builtin_prefetch(next + q);
      const Index rest = std::min(plan.planes.pitch - a.Q(), plan.length - row * plan.planes.pitch - a.Q());
      std::fill_n(line + a.Q(), rest, T{0});
    }
    const Index end = std::min(rows * plan.planes.pitch, plan.length);
    std::fill_n(to + end, plan.length - end, T{0});
  }
}

// sums and bias += one band of one group of one image, kernels [k, k + dot_rows).
//! [tiles]
template <class T>
void add_tiles(T* sums, T* bias, const T* grad_y, const T* planes, const Plan<T>& plan, const Index* order, Index k,
               Index first, Index rows, T* grad) {
  const Params& a = plan.a;
  const gemm::Kernel<T>& kernel = plan.kernel;
  const Index count = std::min(kernel.dot_rows, a.group_kernels() - k);
  // Rows of grad_y that are whole vectors are read where they are; others are copied, dummies and all, as one line.
  const bool in_place = a.Q() % kernel.lanes == 0 && count == kernel.dot_rows;
  const T* source = in_place ? grad_y + k * a.P() * a.Q() + first * a.Q() : grad;
  const Index row = in_place ? a.P() * a.Q() : plan.length;  // from a kernel to the next
  const Index length = in_place ? a.Q() : round_up(plan.planes.windows(rows), kernel.lanes);
  const Index lines = in_place ? rows : 1;
  if (!in_place) copy_grad(grad, grad_y, plan, k, count, first, rows);
  for (Index i = 0; i < count; ++i) bias[k + i] += sum_of(source + i * row, lines * length);
  T* tile = sums + k * plan.padded_taps;
  for (Index tap = 0; tap < plan.taps; tap += kernel.dot_columns, tile += kernel.dot_rows * kernel.dot_columns) {
    const T* columns[8];
    for (Index j = 0; j < kernel.dot_columns; ++j) {
      columns[j] = planes + plan.planes.tap(order[std::min(tap + j, plan.taps - 1)]);  // beyond the last, any will do
    }
    if (in_place && tap / kernel.dot_columns < kernel.dot_rows) {
      // The next kernels' rows are on their way while these are used, a row a tile.
      const T* next = source + (kernel.dot_rows + tap / kernel.dot_columns) * row;
      for (Index at = 0; at < lines * length; at += kLine) __builtin_prefetch(next + at);
    }
    kernel.dots(tile, source, row, a.Q(), columns, plan.planes.pitch, lines, length);
  }
}
//! [tiles]

// sums += the images [begin, end).
template <class T>
void add_images(T* sums, const T* grad_y, const T* x, const Plan<T>& plan, const Index* order, Index begin, Index end,
                T* scratch) {
  const Params& a = plan.a;
  const Index thread_size = plan.planes_size() + plan.row_buffer() + plan.grad_rows();
  T* planes = scratch + thread_index() * thread_size;
  T* bias = sums + a.groups * plan.group_sums();
  for (Index map = begin * a.groups; map < end * a.groups; ++map) {
    const Index g = map % a.groups;
    for (Index first = 0; first < a.P(); first += plan.band_rows) {
      const Index rows = std::min(plan.band_rows, a.P() - first);
      fill_planes(planes, x + map * a.group_channels() * a.H * a.W, plan.planes, first, rows,
                  planes + plan.planes_size());
      parallel_for(plan.padded_kernels / plan.kernel.dot_rows, [&](Index item) {
        T* grad = scratch + thread_index() * thread_size + plan.planes_size() + plan.row_buffer();
        add_tiles(sums + g * plan.group_sums(), bias + g * a.group_kernels(),
                  grad_y + map * a.group_kernels() * a.P() * a.Q(), planes, plan, order, item * plan.kernel.dot_rows,
                  first, rows, grad);
      });
    }
  }
}

// Element (k, tap) of a group's sums.
template <class T>
T sum_at(const T* sums, const Plan<T>& plan, Index k, Index tap) {
  const Index DR = plan.kernel.dot_rows;
  const Index DC = plan.kernel.dot_columns;
  return sums[k / DR * DR * plan.padded_taps + tap / DC * DR * DC + k % DR * DC + tap % DC];
}

// Where an image has few windows, adding up the lanes of the sums costs more than the sums.
bool few_windows(const Params& p) { return p.P() * p.Q() < 512; }

}  // namespace

template <class T>
Index grad_weight_workspace(const Params& p) {
  if (few_windows(p)) return functions<T>(im2col_gemm).workspace(p);
  return Plan<T>(p).workspace();
}

template <class T>
void grad_weight(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& p, T* workspace) {
  if (few_windows(p)) return functions<T>(im2col_gemm).grad_weight(grad_w, grad_b, grad_y, x, p, workspace);
  const Plan<T> plan(p);
  Index* order = new (workspace + plan.slices * plan.sums()) Index[static_cast<std::size_t>(plan.taps)];
  order_taps(order, plan);
  T* scratch = workspace + plan.slices * plan.sums() + plan.order_size();
  parallel_for(plan.slices, [&](Index slice) {
    T* sums = workspace + slice * plan.sums();
    std::fill_n(sums, plan.sums(), T{0});
    add_images(sums, grad_y, x, plan, order, p.N * slice / plan.slices, p.N * (slice + 1) / plan.slices, scratch);
  });
  parallel_for(p.K, [&](Index kernel) {
    const Index g = kernel / p.group_kernels();
    for (Index slice = 0; slice < plan.slices; ++slice) {
      const T* sums = workspace + slice * plan.sums();
      for (Index tap = 0; tap < plan.taps; ++tap) {
        grad_w[kernel * plan.taps + order[tap]] +=
            sum_at(sums + g * plan.group_sums(), plan, kernel % p.group_kernels(), tap);
      }
      if (grad_b != nullptr) grad_b[kernel] += sums[p.groups * plan.group_sums() + kernel];
    }
  });
}

template Index grad_weight_workspace<float>(const Params&);
template Index grad_weight_workspace<double>(const Params&);
template void grad_weight(float*, float*, const float*, const float*, const Params&, float*);
template void grad_weight(double*, double*, const double*, const double*, const Params&, double*);

}  // namespace seven::conv2d::implicit
