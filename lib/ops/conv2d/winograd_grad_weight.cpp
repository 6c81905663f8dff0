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

// Tiles whose transforms are in memory at a time. No power of two: all lines of tiles would share one set of the cache.
constexpr Index kChunk = 240;

template <class T>
struct Plan {
  Problem a;
  Canvas canvas;
  Index chunk;  // tiles
  const gemm::Kernel<T>& kernel = gemm::kernel<T>();

  explicit Plan(const Params& p)
      : a(forward_problem(p)), canvas(a), chunk(round_up(std::min(canvas.tiles, kChunk), 16)) {}

  [[nodiscard]] Index x_size() const { return kProducts * a.C * chunk; }
  // A tile of a product reads whole rows of it, also beyond the last kernel.
  [[nodiscard]] Index y_size() const { return (kProducts * a.K + kernel.TM) * chunk; }
  [[nodiscard]] Index sum_size() const { return round_up(kProducts * a.K * a.group_channels(), 16); }
  // A band and a row for the transforms, or a panel for the products.
  [[nodiscard]] Index thread_size() const {
    return std::max(round_up(band_size<T>(chunk) + a.tile() * chunk + 2 * kSlack<T>, 16), kernel.TN * chunk);
  }
  [[nodiscard]] Index workspace() const { return x_size() + y_size() + sum_size() + threads() * thread_size(); }
};

// grad_w += the output transforms of the sums, those of one kernel.
template <Index R, class T>
void add_kernel(T* grad_w, const T* sums, const Problem& a, Index k) {
  const Index Cg = a.group_channels();
  const Index product = a.K * Cg;
  T* to = grad_w + k * Cg * R * R;
  for (Index c = 0; c < Cg; c += kLanes<T>) {
    const Index count = std::min(kLanes<T>, Cg - c);
    Lanes<T> p[kProducts] = {};
    const std::size_t bytes = sizeof(T) * static_cast<std::size_t>(count);
    for (Index xi = 0; xi < kProducts; ++xi) std::memcpy(&p[xi], sums + xi * product + k * Cg + c, bytes);
    Lanes<T> taps[R * R];
    output_transform<R, T>(taps, p);
    for (Index lane = 0; lane < count; ++lane) {
      for (Index e = 0; e < R * R; ++e) to[(c + lane) * R * R + e] += taps[e][lane];
    }
  }
}

template <Index R, class T>
void grad_weight_of(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& p, T* workspace) {
  const Plan<T> plan(p);
  const Problem& a = plan.a;
  T* x_lines = workspace;
  T* y_lines = x_lines + plan.x_size();
  T* sums = y_lines + plan.y_size();
  T* scratch = sums + plan.sum_size();
  for (Index first = 0; first < plan.canvas.tiles; first += plan.chunk) {
    const Index count = round_up(std::min(plan.chunk, plan.canvas.tiles - first), kLanes<T>);
    parallel_for(a.C + a.K, [&](Index map) {  // one channel or one kernel
      T* band = scratch + thread_index() * plan.thread_size();
      T* row = band + band_size<T>(plan.chunk);
      if (map < a.C) {
        const TileLines<T> to{x_lines + map * count, a.C * count, count, 0};
        data_stage<R>(to, Maps<const T>{x + map * a.H * a.W, a.C * a.H * a.W, a.H, a.W}, a, plan.canvas, first, count,
                      band, row);
      } else {
        const Index k = map - a.C;
        const TileLines<T> to{y_lines + k * count, a.K * count, count, 0};
        grad_stage<R>(to, Maps<const T>{grad_y + k * a.P * a.Q, a.K * a.P * a.Q, a.P, a.Q}, a, plan.canvas, first,
                      count, band, row);
      }
    });
    //! [sums]
    const Index Cg = a.group_channels();
    const Index panels = ceil_div(Cg, plan.kernel.TN);
    parallel_for(kProducts * a.groups * panels, [&](Index item) {  // a panel of channels in one of the products
      const Index xi = item / (a.groups * panels);
      const Index g = item / panels % a.groups;
      const Index c = item % panels * plan.kernel.TN;
      T* panel = scratch + thread_index() * plan.thread_size();
      const Index columns = std::min(plan.kernel.TN, Cg - c);
      const gemm::Operand<T> channels{x_lines + (xi * a.C + g * Cg + c) * count, count, 1};
      gemm::pack_panels(panel, plan.kernel.TN, channels, columns, count);
      for (Index k = 0; k < a.group_kernels(); k += plan.kernel.TM) {
        const Index kernel = xi * a.K + g * a.group_kernels() + k;
        plan.kernel.tile_of_lines(sums + kernel * Cg + c, Cg, y_lines + kernel * count, count, panel, count,
                                  std::min(plan.kernel.TM, a.group_kernels() - k), columns, {.accumulate = first > 0});
      }
    });
    //! [sums]
  }
  parallel_for(a.K, [&](Index k) { add_kernel<R>(grad_w, sums, a, k); });
  if (grad_b == nullptr) return;
  parallel_for(a.K, [&](Index k) {
    for (Index n = 0; n < a.N; ++n) grad_b[k] += sum_of(grad_y + (n * a.K + k) * a.P * a.Q, a.P * a.Q);
  });
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
