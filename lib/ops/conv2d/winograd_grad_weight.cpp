// conv2d, variant winograd, the gradient of the weights. The roles change: a tile of grad_y plays the kernel, the patch
// of x under it the data, and the R x R outputs are what this tile adds to the gradient. The sum over all tiles is
// taken before the output transform: 36 products, each as deep as there are tiles. Chapter 07:
// chapters/07_winograd_roofline/README.md.
#include "core/parallel.h"
#include "ops/conv2d/sum_of.h"
#include "ops/conv2d/winograd.h"
#include "ops/conv2d/winograd_stages.h"
#include "ops/gemm/pack.h"

namespace seven::conv2d::wino {

namespace {

// Tiles whose transforms are in memory at a time, and those of them that a thread transforms and packs at a time. No
// powers of two: all lines of tiles would share one set of the cache.
constexpr Index kChunk = 240;
constexpr Index kPart = 80;
// Kernels of a task. It transforms their gradients, multiplies and transforms back, so that all this stays with one
// core, and reads the transforms of x, which all tasks share.
constexpr Index kTaskKernels = 32;
// Where the sums are few, cores share nothing: the tiles are cut into slices, each with transforms and sums of its own.
constexpr Index kSlices = 8;
constexpr Index kFewSums = Index{1} << 22;  // elements

template <class T>
struct Plan {
  const gemm::Kernel<T>& kernel = gemm::kernel<T>();
  Problem a;
  Canvas canvas;
  Index panels;  // of channels of a group
  Index slices;  // of the tiles, whatever the number of threads
  Index slice;   // tiles of a slice
  Index chunk;   // tiles

  explicit Plan(const Params& p) : a(forward_problem(p)), canvas(a), panels(ceil_div(a.group_channels(), kernel.TN)) {
    const bool few = kProducts * a.K * a.group_channels() <= kFewSums;
    slices = few && canvas.tiles > kSlices / 2 * kChunk ? kSlices : 1;
    slice = round_up(ceil_div(canvas.tiles, slices), kLine);
    chunk = round_up(ceil_div(slice, ceil_div(slice, kChunk)), kLine);
  }

  // Elements of x's transforms: of a panel, and from one of the 36 products to the next.
  [[nodiscard]] Index panel() const { return kernel.TN * chunk; }
  [[nodiscard]] Index x_product() const { return round_up(a.groups * panels * panel(), kLine) + kLine; }
  // The same of the sums: those of a kernel lie together.
  [[nodiscard]] Index sum_product() const { return round_up(a.group_channels(), kLine) + kLine; }
  [[nodiscard]] Index sum_kernel() const { return kProducts * sum_product(); }
  // A thread's room: lines of tiles of a panel of channels, or of a task's kernels, and behind them a band and a row.
  [[nodiscard]] Index lines() const {
    return std::max(kProducts * kernel.TN * kPart, kProducts * kTaskKernels * chunk);
  }
  [[nodiscard]] Index band() const { return round_up(band_size<T>(chunk), kLine); }
  [[nodiscard]] Index thread_size() const {
    return round_up(lines(), kLine) + band() + round_up(a.tile() * chunk + 2 * kSlack<T>, kLine);
  }
  [[nodiscard]] Index slice_sums() const { return a.K * sum_kernel(); }
  [[nodiscard]] Index workspace() const {
    return slices * slice_sums() + threads() * thread_size() + (slices > 1 ? threads() : 1) * kProducts * x_product();
  }
};

// The tiles [first, first + count) of a slice that are being worked on, and the workspace's parts.
template <class T>
struct Chunk {
  const Plan<T>& plan;
  T* panels;
  T* sums;     // of the slice
  T* scratch;  // of all threads
  Index first = 0;
  Index count = 0;
  bool accumulate = false;

  [[nodiscard]] T* lines() const { return scratch + thread_index() * plan.thread_size(); }
  [[nodiscard]] T* band() const { return lines() + round_up(plan.lines(), kLine); }
  [[nodiscard]] T* row() const { return band() + plan.band(); }
};

// One panel of channels of group g, tiles `at` and on of the chunk: transformed, and packed 36 times.
template <Index R, class T>
void pack_channels(const Chunk<T>& chunk, const T* x, Index g, Index panel, Index at) {
  const Plan<T>& plan = chunk.plan;
  const Problem& a = plan.a;
  const Index TN = plan.kernel.TN;
  const Index c = panel * TN;
  const Index columns = std::min(TN, a.group_channels() - c);
  const Index count = std::min(kPart, chunk.count - at);
  T* lines = chunk.lines();
  for (Index i = 0; i < columns; ++i) {
    const Maps<const T> maps{x + (g * a.group_channels() + c + i) * a.H * a.W, a.C * a.H * a.W, a.H, a.W};
    data_stage<R>({lines + i * count, TN * count, count, 0}, maps, a, plan.canvas, chunk.first + at, count,
                  chunk.band(), chunk.row());
  }
  T* to = chunk.panels + (g * plan.panels + panel) * plan.panel() + at * TN;
  for (Index xi = 0; xi < kProducts; ++xi) {
    gemm::pack_panels(to + xi * plan.x_product(), TN, gemm::Operand<T>{lines + xi * TN * count, count, 1}, columns,
                      count);
  }
}

// sums = or += the 36 products of `kernels` kernels from kernel k of group g with all the group's channels.
//! [sums]
template <Index R, class T>
void add_products(const Chunk<T>& chunk, const T* grad_y, Index g, Index k, Index kernels) {
  const Plan<T>& plan = chunk.plan;
  const Problem& a = plan.a;
  const gemm::Kernel<T>& kernel = plan.kernel;
  const Index count = chunk.count;
  const Index map = g * a.group_kernels() + k;
  T* lines = chunk.lines();
  for (Index i = 0; i < kernels; ++i) {
    const Maps<const T> maps{grad_y + (map + i) * a.P * a.Q, a.K * a.P * a.Q, a.P, a.Q};
    grad_stage<R>({lines + i * count, kernels * count, count, 0}, maps, a, plan.canvas, chunk.first, count,
                  chunk.band(), chunk.row());
  }
  for (Index xi = 0; xi < kProducts; ++xi) {
    for (Index panel = 0; panel < plan.panels; ++panel) {
      const T* b = chunk.panels + xi * plan.x_product() + (g * plan.panels + panel) * plan.panel();
      const Index c = panel * kernel.TN;
      for (Index i = 0; i < kernels; i += kernel.TM) {
        const Index rows = std::min(kernel.TM, kernels - i);
        const T* a_rows[gemm::kMaxTileRows];
        for (Index row = 0; row < rows; ++row) a_rows[row] = lines + (xi * kernels + i + row) * count;
        kernel.tile_of_lines(chunk.sums + (map + i) * plan.sum_kernel() + xi * plan.sum_product() + c,
                             plan.sum_kernel(), a_rows, b, count, rows, std::min(kernel.TN, a.group_channels() - c),
                             {.accumulate = chunk.accumulate});
      }
    }
  }
}
//! [sums]

// grad_w of one kernel (C/G, R, R) += the output transforms of its sums.
template <Index R, class T>
void add_kernel(T* grad_w, const T* sums, const Plan<T>& plan) {
  const Index Cg = plan.a.group_channels();
  for (Index c = 0; c < Cg; c += kLanes<T>) {
    const Index count = std::min(kLanes<T>, Cg - c);
    Lanes<T> p[kProducts] = {};
    const std::size_t bytes = sizeof(T) * static_cast<std::size_t>(count);
    for (Index xi = 0; xi < kProducts; ++xi) std::memcpy(&p[xi], sums + xi * plan.sum_product() + c, bytes);
    Lanes<T> taps[R * R];
    output_transform<R, T>(taps, p);
    for (Index lane = 0; lane < count; ++lane) {
      for (Index e = 0; e < R * R; ++e) grad_w[(c + lane) * R * R + e] += taps[e][lane];
    }
  }
}

// The sums of a slice, the tiles [first, last). Calls finish(map) for each kernel whose sums are whole.
template <Index R, class T, class F>
void add_tiles(Chunk<T> chunk, const T* grad_y, const T* x, Index first, Index last, F&& finish) {
  const Plan<T>& plan = chunk.plan;
  const Index Kg = plan.a.group_kernels();
  for (chunk.first = first; chunk.first < last; chunk.first += plan.chunk) {
    chunk.count = round_up(std::min(plan.chunk, last - chunk.first), kLanes<T>);
    chunk.accumulate = chunk.first > first;
    const Index parts = ceil_div(chunk.count, kPart);
    parallel_for(plan.a.groups * plan.panels * parts, [&](Index item) {
      const Index panel = item / parts;
      pack_channels<R>(chunk, x, panel / plan.panels, panel % plan.panels, item % parts * kPart);
    });
    const Index tasks = ceil_div(Kg, kTaskKernels);
    parallel_for(plan.a.groups * tasks, [&](Index task) {
      const Index g = task / tasks;
      const Index k = task % tasks * kTaskKernels;
      const Index kernels = std::min(kTaskKernels, Kg - k);
      add_products<R>(chunk, grad_y, g, k, kernels);
      for (Index i = 0; i < kernels && chunk.first + plan.chunk >= last; ++i) finish(g * Kg + k + i);
    });
  }
}

template <Index R, class T>
void grad_weight_of(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& p, T* workspace) {
  const Plan<T> plan(p);
  const Problem& a = plan.a;
  T* sums = workspace;
  T* scratch = sums + plan.slices * plan.slice_sums();
  T* panels = scratch + threads() * plan.thread_size();
  auto finish = [&](Index map) {
    T* sum = sums + map * plan.sum_kernel();
    for (Index slice = 1; slice < plan.slices; ++slice) {
      const T* more = sum + slice * plan.slice_sums();
      for (Index i = 0; i < plan.sum_kernel(); ++i) sum[i] += more[i];
    }
    add_kernel<R>(grad_w + map * a.group_channels() * R * R, sum, plan);
    for (Index n = 0; n < a.N && grad_b != nullptr; ++n) {
      grad_b[map] += sum_of(grad_y + (n * a.K + map) * a.P * a.Q, a.P * a.Q);
    }
  };
  if (plan.slices == 1)
    return add_tiles<R>(Chunk<T>{plan, panels, sums, scratch}, grad_y, x, 0, plan.canvas.tiles, finish);
  parallel_for(plan.slices, [&](Index slice) {  // the loops within stay on the slice's thread
    const Chunk<T> chunk{plan, panels + thread_index() * kProducts * plan.x_product(), sums + slice * plan.slice_sums(),
                         scratch};
    const Index end = std::min((slice + 1) * plan.slice, plan.canvas.tiles);
    add_tiles<R>(chunk, grad_y, x, slice * plan.slice, end, [](Index) {});
  });
  parallel_for(a.K, finish);
}

}  // namespace

template <class T>
Index grad_weight_workspace(const Params& p) {
  return Plan<T>(p).workspace();
}

template <class T>
void grad_weight(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& p, T* workspace) {
  if (p.R == 3) {
    grad_weight_of<3>(grad_w, grad_b, grad_y, x, p, workspace);
  } else {
    grad_weight_of<5>(grad_w, grad_b, grad_y, x, p, workspace);
  }
}

template Index grad_weight_workspace<float>(const Params&);
template Index grad_weight_workspace<double>(const Params&);
template void grad_weight(float*, float*, const float*, const float*, const Params&, float*);
template void grad_weight(double*, double*, const double*, const double*, const Params&, double*);

}  // namespace seven::conv2d::wino
