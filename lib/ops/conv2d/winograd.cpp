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
  return functions<T>(implicit_gemm);
}

// How one problem is cut up, by its sizes alone: blocks of tiles, worked off one after the other. Where the transforms
// of a block of 48 tiles fit into a core's second-level cache, each core takes blocks of its own. Otherwise blocks are
// larger, so that the kernels' transforms (37 MB for 512 x 512) are read a few times only, and all cores share a block.
template <class T>
struct Plan {
  const gemm::Kernel<T>& kernel = gemm::kernel<T>();
  Problem a;
  Canvas canvas;
  bool shared;
  Index block;  // tiles
  Index blocks;
  Index panels;  // of kernels of a group
  // Elements from one of the 36 products to the next: of the kernels, the data and the results. A few lines more than
  // needed, since addresses a power of two apart would share one set of the cache.
  Index u_product, v_product, m_product;

  explicit Plan(const Problem& problem) : a(problem), canvas(problem) {
    constexpr Index kOwnBlock = 48;  // a whole number of panels and of vectors
    constexpr Index kSharedBlock = 240;
    const Index pairs = a.group_channels() * a.group_kernels();
    shared = pairs > 384 * 384;
    const bool many = pairs > 128 * 128 && canvas.tiles >= 16 * kOwnBlock;
    blocks = ceil_div(canvas.tiles, shared ? kSharedBlock : many ? 2 * kOwnBlock : kOwnBlock);
    block = shared ? round_up(ceil_div(canvas.tiles, blocks), kLine) : many ? 2 * kOwnBlock : kOwnBlock;
    panels = ceil_div(a.group_kernels(), kernel.TM);
    u_product = round_up(panels * kernel.TM * a.group_channels(), kLine) + kLine;
    v_product = round_up(round_up(block, kernel.TN) * a.group_channels(), kLine) + kLine;
    m_product = round_up(a.group_kernels() * block, kLine) + kLine;
  }

  [[nodiscard]] Index u_size() const { return kProducts * u_product; }  // of one group, as the next two
  [[nodiscard]] Index v_size() const { return kProducts * v_product; }
  [[nodiscard]] Index m_size() const { return kProducts * m_product; }
  [[nodiscard]] Index band() const { return round_up(band_size<T>(block), kLine); }
  [[nodiscard]] Index row() const { return round_up(a.tile() * a.tile() * block + 2 * kSlack<T>, kLine); }
  [[nodiscard]] Index workspace() const {
    const Index blocks_at_once = shared ? a.groups : threads();
    return a.groups * u_size() + blocks_at_once * (v_size() + m_size()) + threads() * (band() + row());
  }
};

// The workspace's parts.
template <class T>
struct Parts {
  T* u;
  T* v;
  T* m;
  T* scratch;  // a band and a row for each thread

  Parts(T* workspace, const Plan<T>& plan) {
    const Index blocks_at_once = plan.shared ? plan.a.groups : threads();
    u = workspace;
    v = u + plan.a.groups * plan.u_size();
    m = v + blocks_at_once * plan.v_size();
    scratch = m + blocks_at_once * plan.m_size();
  }
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
    kernel_stage<R>(u + g * plan.u_size() + k * Cg, plan.u_product, plan.kernel.TM, k, std::min(plan.kernel.TM, Kg - k),
                    Cg, turned ? Index{-1} : Index{1}, tap);
  });
}
//! [kernels]

// One of the 36 products of a block, its rows [first, last): m (K/G, block) = u (K/G, C/G) v (C/G, block).
//! [product]
template <class T>
void product(T* m, const T* u, const T* v, Index first, Index last, Index count, const Plan<T>& plan) {
  const Index TM = plan.kernel.TM;
  const Index TN = plan.kernel.TN;
  const Index depth = plan.a.group_channels();
  for (Index k = first; k < last; k += TM) {
    for (Index t = 0; t < count; t += TN) {
      plan.kernel.tile(m + k * plan.block + t, plan.block, u + k * depth, v + t * depth, depth, std::min(TM, last - k),
                       std::min(TN, count - t), {});
    }
  }
}
//! [product]

// One convolution: y (N, K, P, Q) from x (N, C, H, W), and its three stages.
template <Index R, class T>
struct Convolution {
  const Problem& a;
  const Plan<T>& plan;
  Parts<T> parts;
  T* y;
  const T* x;
  const T* b;
  bool with_relu;

  // Tiles of the block that begins with tile `first`: whole vectors.
  [[nodiscard]] Index count(Index first) const {
    return round_up(std::min(plan.block, plan.canvas.tiles - first), kLanes<T>);
  }
  [[nodiscard]] T* band() const { return parts.scratch + thread_index() * (plan.band() + plan.row()); }
  [[nodiscard]] T* row() const { return band() + plan.band(); }

  // Channel c of group g goes to v.
  void data(T* v, Index g, Index c, Index first) const {
    const Index width = plan.kernel.TN;
    const Maps<const T> maps{x + (g * a.group_channels() + c) * a.H * a.W, a.C * a.H * a.W, a.H, a.W};
    data_stage<R>({v + c * width, plan.v_product, width, width * a.group_channels()}, maps, a, plan.canvas, first,
                  count(first), band(), row());
  }

  void products(T* m, const T* v, Index g, Index xi, Index begin, Index end, Index first) const {
    product(m + xi * plan.m_product, parts.u + g * plan.u_size() + xi * plan.u_product, v + xi * plan.v_product, begin,
            end, count(first), plan);
  }

  // Kernel k of group g comes from m.
  void output(const T* m, Index g, Index k, Index first) const {
    const Index map = g * a.group_kernels() + k;
    const Maps<T> maps{y + map * a.P * a.Q, a.K * a.P * a.Q, a.P, a.Q};
    output_stage<R>(maps, m + k * plan.block, plan.m_product, b != nullptr ? b[map] : T{0}, with_relu, a, plan.canvas,
                    first, count(first), row());
  }

  //! [own_blocks]
  void own_blocks() const {
    parallel_for(plan.blocks * a.groups, [&](Index item) {  // one group of one block
      const Index g = item % a.groups;
      const Index first = item / a.groups * plan.block;
      T* v = parts.v + thread_index() * plan.v_size();
      T* m = parts.m + thread_index() * plan.m_size();
      for (Index c = 0; c < a.group_channels(); ++c) data(v, g, c, first);
      for (Index xi = 0; xi < kProducts; ++xi) products(m, v, g, xi, 0, a.group_kernels(), first);
      for (Index k = 0; k < a.group_kernels(); ++k) output(m, g, k, first);
    });
  }
  //! [own_blocks]

  void shared_blocks() const {
    constexpr Index kRows = 96;  // kernels of a task: a multiple of every register tile
    const Index shares = ceil_div(a.group_kernels(), kRows);
    for (Index first = 0; first < plan.canvas.tiles; first += plan.block) {
      parallel_for(a.C, [&](Index item) {
        const Index g = item / a.group_channels();
        data(parts.v + g * plan.v_size(), g, item % a.group_channels(), first);
      });
      parallel_for(kProducts * a.groups * shares, [&](Index item) {
        const Index g = item / shares % a.groups;
        const Index begin = item % shares * kRows;
        products(parts.m + g * plan.m_size(), parts.v + g * plan.v_size(), g, item / (shares * a.groups), begin,
                 std::min(begin + kRows, a.group_kernels()), first);
      });
      parallel_for(a.K, [&](Index item) {
        const Index g = item / a.group_kernels();
        output(parts.m + g * plan.m_size(), g, item % a.group_kernels(), first);
      });
    }
  }
};

template <Index R, class T>
void convolve(T* y, const T* x, const T* w, const T* b, const Problem& a, bool turned, bool with_relu, T* workspace) {
  const Plan<T> plan(a);
  const Convolution<R, T> one{a, plan, Parts<T>(workspace, plan), y, x, b, with_relu};
  transform_kernels<R>(one.parts.u, w, plan, turned);
  if (plan.shared) {
    one.shared_blocks();
  } else {
    one.own_blocks();
  }
}

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
