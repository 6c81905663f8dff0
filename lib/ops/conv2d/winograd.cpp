// conv2d, variant winograd: against implicit_gemm, a tile of outputs is computed in a basis where it takes 36 products.
// It should bring up to four times the speed for 3x3 kernels: a tile of 4x4 outputs takes 144 products otherwise. For
// 5x5 kernels it is 2x2 outputs and 100. The price is an error a few times that of float's own rounding.
// Run it: ./seven bench --op conv2d --variant winograd
// Chapter 07: chapters/07_winograd_roofline/README.md.
#include "ops/conv2d/winograd.h"

#include "core/parallel.h"
#include "ops/conv2d/winograd_stages.h"
#include "ops/variant.h"

namespace seven::conv2d {

namespace wino {

namespace {

// Kernels that winograd does not fit go to this variant.
template <class T>
const Functions<T>& fallback() {
  return functions<T>(im2col_gemm);
}

constexpr Index kLine = 16;  // elements that fill at least a cache line

constexpr Index round_up(Index value, Index step) { return ceil_div(value, step) * step; }

// How one problem is cut up, by its sizes alone: blocks of tiles, each with all channels and all kernels of a group.
// The kernels' transforms are streamed through once a block, so blocks are larger where there are many of them.
template <class T>
struct Plan {
  const gemm::Kernel<T>& kernel = gemm::kernel<T>();
  Problem a;
  Canvas canvas;
  Index block;  // tiles
  Index blocks;
  Index panels;  // of kernels of a group
  // Elements from one of the 36 products to the next: of the kernels, the data and the results. A few lines more than
  // needed, since addresses a power of two apart would share one set of the cache.
  Index u_product, v_product, m_product;

  explicit Plan(const Problem& problem) : a(problem), canvas(problem) {
    constexpr Index kBlock = 48;  // tiles: a whole number of panels and of vectors
    const bool many = a.group_channels() * a.group_kernels() > 128 * 128 && canvas.tiles >= 16 * kBlock;
    block = many ? 2 * kBlock : kBlock;
    blocks = ceil_div(canvas.tiles, block);
    panels = ceil_div(a.group_kernels(), kernel.TM);
    u_product = round_up(panels * kernel.TM * a.group_channels(), kLine) + kLine;
    v_product = round_up(block * a.group_channels(), kLine) + kLine;
    m_product = round_up(a.group_kernels() * block, kLine) + kLine;
  }

  [[nodiscard]] Index u_size() const { return kProducts * u_product * a.groups; }
  [[nodiscard]] Index v_size() const { return kProducts * v_product; }
  [[nodiscard]] Index m_size() const { return kProducts * m_product; }
  [[nodiscard]] Index band() const { return round_up(band_size<T>(block), kLine); }
  [[nodiscard]] Index row() const { return round_up(a.tile() * a.tile() * block + 2 * kSlack<T>, kLine); }
  [[nodiscard]] Index thread_size() const { return v_size() + m_size() + band() + row(); }
  [[nodiscard]] Index workspace() const { return u_size() + threads() * thread_size(); }
};

// All kernels, transformed and packed. `turned`: the problem is grad_x's.
//! [kernels]
template <Index R, class T>
void transform_kernels(T* u, const T* w, const Plan<T>& plan, bool turned) {
  const Problem& a = plan.a;
  const Index Kg = a.group_kernels();
  const Index Cg = a.group_channels();
  parallel_for(a.groups * plan.panels, [&](Index item) {  // one panel of kernels
    const Index g = item / plan.panels;
    const Index k = item % plan.panels * plan.kernel.TM;
    const T* group = w + g * Kg * Cg * R * R;
    const auto tap = [&](Index kernel, Index c) {
      return turned ? group + (c * Kg + kernel) * R * R + R * R - 1 : group + (kernel * Cg + c) * R * R;
    };
    kernel_stage<R>(u + g * kProducts * plan.u_product + k * Cg, plan.u_product, plan.kernel.TM, k,
                    std::min(plan.kernel.TM, Kg - k), Cg, turned ? Index{-1} : Index{1}, tap);
  });
}
//! [kernels]

// The 36 products of one block: m (K/G, block) = u (K/G, C/G) v (C/G, block) each.
//! [products]
template <class T>
void multiply(T* m, const T* u, const T* v, Index count, const Plan<T>& plan) {
  const Index TM = plan.kernel.TM;
  const Index TN = plan.kernel.TN;
  const Index depth = plan.a.group_channels();
  const Index rows = plan.a.group_kernels();
  for (Index xi = 0; xi < kProducts; ++xi) {
    for (Index k = 0; k < rows; k += TM) {
      for (Index t = 0; t < count; t += TN) {
        plan.kernel.tile(m + xi * plan.m_product + k * plan.block + t, plan.block, u + xi * plan.u_product + k * depth,
                         v + xi * plan.v_product + t * depth, depth, std::min(TM, rows - k), std::min(TN, count - t),
                         {});
      }
    }
  }
}
//! [products]

// y (N, K, P, Q) from x (N, C, H, W).
//! [convolve]
template <Index R, class T>
void convolve(T* y, const T* x, const T* w, const T* b, const Problem& a, bool turned, bool with_relu, T* workspace) {
  const Plan<T> plan(a);
  T* u = workspace;
  transform_kernels<R>(u, w, plan, turned);
  parallel_for(plan.blocks * a.groups, [&](Index item) {  // one group of one block of tiles
    const Index g = item % a.groups;
    const Index first = item / a.groups * plan.block;
    const Index count = round_up(std::min(plan.block, plan.canvas.tiles - first), kLanes<T>);
    T* v = workspace + plan.u_size() + thread_index() * plan.thread_size();
    T* m = v + plan.v_size();
    T* band = m + plan.m_size();
    T* row = band + plan.band();
    for (Index c = 0; c < a.group_channels(); ++c) {
      const Maps<const T> maps{x + (g * a.group_channels() + c) * a.H * a.W, a.C * a.H * a.W, a.H, a.W};
      const Index width = plan.kernel.TN;
      data_stage<R>({v + c * width, plan.v_product, width, width * a.group_channels()}, maps, a, plan.canvas, first,
                    count, band, row);
    }
    multiply(m, u + g * kProducts * plan.u_product, v, count, plan);
    for (Index k = 0; k < a.group_kernels(); ++k) {
      const Index map = g * a.group_kernels() + k;
      const Maps<T> maps{y + map * a.P * a.Q, a.K * a.P * a.Q, a.P, a.Q};
      output_stage<R>(maps, m + k * plan.block, plan.m_product, b != nullptr ? b[map] : T{0}, with_relu, a, plan.canvas,
                      first, count, row);
    }
  });
}
//! [convolve]

template <class T>
void convolve(T* y, const T* x, const T* w, const T* b, const Problem& a, bool turned, bool with_relu, T* workspace) {
  if (a.R == 3) {
    convolve<3>(y, x, w, b, a, turned, with_relu, workspace);
  } else {
    convolve<5>(y, x, w, b, a, turned, with_relu, workspace);
  }
}

template <class T>
Index workspace(const Params& p) {
  if (!fits(p)) return fallback<T>().workspace(p);
  return std::max(
      {Plan<T>(forward_problem(p)).workspace(), Plan<T>(input_problem(p)).workspace(), grad_weight_workspace<T>(p)});
}

template <class T>
void forward(T* y, const T* x, const T* w, const T* b, const Params& p, T* workspace) {
  if (!fits(p)) return fallback<T>().forward(y, x, w, b, p, workspace);
  convolve(y, x, w, b, forward_problem(p), false, p.relu, workspace);
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* w, const Params& p, T* workspace) {
  if (!fits(p)) return fallback<T>().grad_input(grad_x, grad_y, w, p, workspace);
  convolve<T>(grad_x, grad_y, w, nullptr, input_problem(p), true, false, workspace);
}

template <class T>
void grad_weight_or_fallback(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& p, T* workspace) {
  if (!fits(p)) return fallback<T>().grad_weight(grad_w, grad_b, grad_y, x, p, workspace);
  grad_weight(grad_w, grad_b, grad_y, x, p, workspace);
}

template <class T>
constexpr Functions<T> kFunctions{workspace<T>, forward<T>, grad_input<T>, grad_weight_or_fallback<T>};

}  // namespace

}  // namespace wino

constinit const Variant winograd{"winograd", Device::cpu, "", wino::kFunctions<float>, wino::kFunctions<double>};

}  // namespace seven::conv2d
