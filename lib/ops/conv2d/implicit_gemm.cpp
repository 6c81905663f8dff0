// conv2d, variant implicit_gemm: against im2col_gemm, no column is written: the register tiles read the image.
// It should bring the speed of a product whose right side is there already. A column is R*S times the image: to write
// and to read it takes as long as a product with few kernels, and more memory than all else.
// Run it: ./seven bench --op conv2d --variant implicit_gemm
// Chapter 05: chapters/05_im2col_gemm/README.md.
#include "ops/conv2d/implicit.h"

#include "core/parallel.h"
#include "ops/conv2d/planes.h"
#include "ops/conv2d/turned.h"
#include "ops/gemm/kernel.h"
#include "ops/gemm/pack.h"
#include "ops/variant.h"

namespace seven::conv2d {

namespace implicit {

namespace {

// How one problem is cut up, by its sizes alone. An item is a band of rows of windows of one group of one image.
template <class T>
struct Plan {
  const gemm::Kernel<T>& kernel = gemm::kernel<T>();
  Params a;
  Index band_rows;
  Planes planes;
  Index block_channels;  // channels of which the taps are summed up at a time
  bool stream;           // y is far larger than the caches, and its rows are aligned
  bool by_rows;          // tiles end with a row of windows; otherwise they run on, over the dummies
  Index taps, panels;

  explicit Plan(const Params& p) : a(p), band_rows(choose_rows(p)), planes(p, band_rows) {
    constexpr Index kDepth = 512;
    block_channels = std::clamp<Index>(kDepth / (p.R * p.S), 1, p.group_channels());
    by_rows = round_up(p.Q(), kernel.lanes) <= planes.pitch;
    constexpr Index kCached = Index{1} << 23;  // elements: 32 MiB of floats
    stream = by_rows && one_block() && p.Q() % kLine == 0 && p.N * p.K * p.P() * p.Q() > kCached;
    taps = p.group_channels() * p.R * p.S;
    panels = ceil_div(p.group_kernels(), kernel.TM);
  }

  // As many rows as leave the planes and the results within a core's second-level cache, but at least enough that a
  // band does not consist of what it shares with the next.
  static Index choose_rows(const Params& p) {
    constexpr Index kBand = Index{1} << 18;  // elements: 1 MiB of floats
    const Index row = p.group_channels() * p.stride * (p.W + 2 * p.pad) + p.group_kernels() * p.Q();
    const Index most = std::max(kBand / row, 2 * p.R);
    return ceil_div(p.P(), ceil_div(p.P(), std::min(p.P(), most)));
  }

  [[nodiscard]] Index bands() const { return ceil_div(a.P(), band_rows); }
  [[nodiscard]] Index packed() const { return round_up(panels * kernel.TM * taps, kLine); }  // of a group
  // A tile that runs over dummies goes to a buffer first. If its sums take several blocks of channels, all tiles do.
  [[nodiscard]] bool one_block() const { return block_channels == a.group_channels(); }
  [[nodiscard]] Index result_pitch() const {
    return one_block() ? kernel.TN : round_up(planes.windows(band_rows), kernel.TN);
  }
  [[nodiscard]] Index result() const {
    return by_rows ? 0 : round_up(one_block() ? kernel.TM * kernel.TN : a.group_kernels() * result_pitch(), kLine);
  }
  [[nodiscard]] Index thread_size() const {
    return result() + round_up(planes.total(), kLine) + round_up(planes.row_buffer(), kLine);
  }
  [[nodiscard]] Index offsets() const { return room_for_numbers<T>(taps); }  // of the taps
  [[nodiscard]] Index workspace() const { return a.groups * packed() + offsets() + threads() * thread_size(); }
};

// All kernels in panels, block after block of channels. `turned`: grad_x's problem, for which they are turned by half a
// turn, and kernels and channels change places.
//! [pack_kernels]
template <class T>
void pack_kernels(T* packed, const T* w, const Plan<T>& plan, bool turned) {
  const Params& a = plan.a;
  const Index TM = plan.kernel.TM;
  const Index window = a.R * a.S;
  parallel_for(a.groups * plan.panels, [&](Index item) {
    const Index g = item / plan.panels;
    const Index k = item % plan.panels * TM;
    const Index count = std::min(TM, a.group_kernels() - k);
    const T* group = w + g * a.group_kernels() * plan.taps;
    for (Index c = 0; c < a.group_channels(); c += plan.block_channels) {
      const Index channels = std::min(plan.block_channels, a.group_channels() - c);
      T* to = packed + g * plan.packed() + plan.panels * TM * c * window + k * channels * window;
      if (!turned) {
        gemm::pack_panels(to, TM, gemm::Operand<T>{group + k * plan.taps + c * window, plan.taps, 1}, count,
                          channels * window);
        continue;
      }
      for (Index tap = 0; tap < channels * window; ++tap, to += TM) {
        const T* from = group + ((c + tap / window) * a.group_kernels() + k) * window + window - 1 - tap % window;
        for (Index i = 0; i < TM; ++i) to[i] = i < count ? from[i * window] : T{0};
      }
    }
  });
}
//! [pack_kernels]

// The tile of windows [first, first + count), counted with the dummies, and `maps` kernels goes to y without them.
template <class T>
void write_tile(T* y, const T* tile, const Plan<T>& plan, Index first, Index count, Index maps) {
  const Index pitch = plan.planes.pitch;
  const Index Q = plan.a.Q();
  for (Index row = first / pitch; row * pitch < first + count; ++row) {
    const Index begin = std::max(first, row * pitch);
    const Index end = std::min(first + count, row * pitch + Q);
    for (Index k = 0; k < maps && begin < end; ++k) {
      copy_row(y + k * plan.a.P() * Q + row * Q + begin - row * pitch, tile + k * plan.result_pitch() + begin - first,
               end - begin);
    }
  }
}

// The lines of y that write_tile will write are on their way while the tile is summed up.
template <class T>
void fetch_outputs(T* y, const Plan<T>& plan, Index first, Index count, Index maps) {
  const Index pitch = plan.planes.pitch;
  const Index skipped = first / pitch * (pitch - plan.a.Q());  // dummies before it
  for (Index k = 0; k < maps; ++k) {
    for (Index at = 0; at < count; at += kLine)
      __builtin_prefetch(y + k * plan.a.P() * plan.a.Q() + first - skipped + at, 1);
  }
}

// A stretch of windows, `length` of them from `planes`, to y (K/G, P, Q): one row of them, or a band with its dummies.
//! [tiles]
template <class T>
void multiply(T* y, const T* b, const T* packed, const T* planes, const Index* offsets, const Plan<T>& plan,
              Index length, T* result) {
  const Params& a = plan.a;
  const gemm::Kernel<T>& kernel = plan.kernel;
  const Index window = a.R * a.S;
  const Index maps = a.P() * a.Q();
  for (Index c = 0; c < a.group_channels(); c += plan.block_channels) {
    const Index channels = std::min(plan.block_channels, a.group_channels() - c);
    const Index depth = channels * window;
    const bool last = c + channels == a.group_channels();
    const T* panels = packed + plan.panels * kernel.TM * c * window;
    for (Index at = 0; at < length; at += kernel.TN) {
      const Index columns = std::min(kernel.TN, length - at);
      for (Index k = 0; k < a.group_kernels(); k += kernel.TM) {
        const Index rows = std::min(kernel.TM, a.group_kernels() - k);
        T* held = plan.one_block() ? result : result + k * plan.result_pitch() + at;
        T* tile = plan.by_rows ? y + k * maps + at : held;
        const gemm::Finish<T> finish{.accumulate = c > 0,
                                     .row_bias = last && b != nullptr ? b + k : nullptr,
                                     .relu = last && a.relu,
                                     .stream = plan.stream};
        if (last && !plan.by_rows) fetch_outputs(y + k * maps, plan, at, columns, rows);
        kernel.tile_of_rows(tile, plan.by_rows ? maps : plan.result_pitch(), panels + k * depth, planes + at,
                            offsets + c * window, depth, rows, columns, finish);
        if (last && !plan.by_rows) write_tile(y + k * maps, tile, plan, at, columns, rows);
      }
    }
  }
}
//! [tiles]

// One band: `rows` rows of y, which points to the first of them, in the first map of its group.
template <class T>
void convolve_band(T* y, const T* b, const T* packed, const T* planes, const Index* offsets, const Plan<T>& plan,
                   Index rows, T* result) {
  if (!plan.by_rows) {
    return multiply(y, b, packed, planes, offsets, plan, plan.planes.windows(rows), result);
  }
  for (Index row = 0; row < rows; ++row) {
    multiply(y + row * plan.a.Q(), b, packed, planes + row * plan.planes.pitch, offsets, plan, plan.a.Q(), result);
  }
}

//! [convolve]
template <class T>
void convolve(T* y, const T* x, const T* w, const T* b, const Params& a, bool turned, T* workspace) {
  const Plan<T> plan(a);
  T* packed = workspace;
  Index* offsets = new (packed + a.groups * plan.packed()) Index[static_cast<std::size_t>(plan.taps)];
  T* scratch = packed + a.groups * plan.packed() + plan.offsets();
  pack_kernels(packed, w, plan, turned);
  for (Index tap = 0; tap < plan.taps; ++tap) offsets[tap] = plan.planes.tap(tap);
  const Index bands = plan.bands();
  parallel_for(a.N * a.groups * bands, [&](Index item) {
    const Index map = item / bands;  // group g of image n
    const Index g = map % a.groups;
    const Index first = item % bands * plan.band_rows;
    const Index rows = std::min(plan.band_rows, a.P() - first);
    T* result = scratch + thread_index() * plan.thread_size();
    T* planes = result + plan.result();
    T* row = planes + round_up(plan.planes.total(), kLine);
    fill_planes(planes, x + map * a.group_channels() * a.H * a.W, plan.planes, first, rows, row);
    convolve_band(y + map * a.group_kernels() * a.P() * a.Q() + first * a.Q(),
                  b != nullptr ? b + g * a.group_kernels() : nullptr, packed + g * plan.packed(), planes, offsets, plan,
                  rows, result);
    if (plan.stream) plan.kernel.end_of_stream();
  });
}
//! [convolve]

template <class T>
Index workspace(const Params& p) {
  return std::max({Plan<T>(p).workspace(),
                   turns(p) ? Plan<T>(turned(p)).workspace() : functions<T>(im2col_gemm).workspace(p),
                   grad_weight_workspace<T>(p)});
}

template <class T>
void forward(T* y, const T* x, const T* w, const T* b, const Params& p, T* workspace) {
  convolve(y, x, w, b, p, false, workspace);
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* w, const Params& p, T* workspace) {
  if (!turns(p)) return functions<T>(im2col_gemm).grad_input(grad_x, grad_y, w, p, workspace);
  convolve<T>(grad_x, grad_y, w, nullptr, turned(p), true, workspace);
}

template <class T>
constexpr Functions<T> kFunctions{workspace<T>, forward<T>, grad_input<T>, grad_weight<T>};

}  // namespace

}  // namespace implicit

constinit const Variant implicit_gemm{"implicit_gemm", Device::cpu, "", implicit::kFunctions<float>,
                                      implicit::kFunctions<double>};

}  // namespace seven::conv2d
