// pool2d, kernels, variant shared_windows: what windows or elements have in common, a block finds out only once.
// Forward reads 6 elements for a window of 3 x 3 and stride 2, not 9; backward looks for its maximum once, not 9 times.
// Run it: ./seven bench --op pool2d --device cuda --variant shared_windows
// Chapter 10: chapters/10_every_layer/README.md.
#include "cuda/patch.h"
#include "ops/pool2d/cuda_variants.h"
#include "ops/pool2d/cuda_window.h"
#include "ops/variant.h"

namespace seven::pool2d::SEVEN_TARGET {

namespace {

// The part of a map that a block computes: its outputs forward, its inputs backward. Block (x, y, z) has tile (y, z)
// of map x.
struct Tile {
  int rows, columns;
};

template <class T, Mode kMode>
__device__ T fold(T so_far, T value) {
  if constexpr (kMode == Mode::average) return so_far + value;
  return wins(value, so_far) ? value : so_far;
}

//! [forward]
// Budget: 256 threads, 100 %, 4160 bytes; double: 100 %, 8320 bytes.
template <class T, Mode kMode>
__global__ void forward_kernel(T* y, const T* x, Sizes a, Tile tile) {
  T* folded = dynamic_shared<T>();  // a row of the patch below the tile for each row of outputs
  const int p0 = blockIdx.y * tile.rows;
  const int q0 = blockIdx.z * tile.columns;
  const int rows = min(tile.rows, a.P - p0);
  const int columns = min(tile.columns, a.Q - q0);
  const int left = extent(q0, a.W, a).first;
  const int width = extent(q0 + columns - 1, a.W, a).last - left;
  const T* in = x + blockIdx.x * a.H * a.W + left;
  for (PatchWalk at(rows, width); at.inside(); at.next()) {
    const Extent down = extent(p0 + at.row, a.H, a);
    T result = in[down.first * a.W + at.column];
    for (int h = down.first + 1; h < down.last; ++h) result = fold<T, kMode>(result, in[h * a.W + at.column]);
    folded[at.row * width + at.column] = result;
  }
  __syncthreads();
  for (PatchWalk at(rows, columns); at.inside(); at.next()) {
    const Extent across = extent(q0 + at.column, a.W, a);
    const T* row = folded + at.row * width;
    T result = row[across.first - left];
    for (int v = across.first + 1; v < across.last; ++v) result = fold<T, kMode>(result, row[v - left]);
    if constexpr (kMode == Mode::average) result /= elements<T>(extent(p0 + at.row, a.H, a), across);
    y[(blockIdx.x * a.P + p0 + at.row) * a.Q + q0 + at.column] = result;
  }
}
//! [forward]

//! [grad_input]
// Budget: 256 threads, 75 %, 2376 bytes; double: 75 %, 3564 bytes.
template <class T, Mode kMode>
__global__ void grad_input_kernel(T* grad_x, const T* grad_y, const T* x, Sizes a, Tile tile) {
  const int h0 = blockIdx.y * tile.rows;
  const int v0 = blockIdx.z * tile.columns;
  const int rows = min(tile.rows, a.H - h0);
  const int columns = min(tile.columns, a.W - v0);
  // All windows with elements in the tile. Those at its edge are the neighbours' too, and both go through them.
  const Range ps = windows_over(h0, h0 + rows, a.P, a);
  const Range qs = windows_over(v0, v0 + columns, a.Q, a);
  const int width = qs.last - qs.first;
  const int windows = (ps.last - ps.first) * width;
  T* gradient = dynamic_shared<T>();                         // what each gives to an element, and
  int* chosen = reinterpret_cast<int*>(gradient + windows);  // to which: max gives it to one, average to all

  for (PatchWalk at(ps.last - ps.first, width); at.inside(); at.next()) {
    const int p = ps.first + at.row;
    const int q = qs.first + at.column;
    const Extent down = extent(p, a.H, a);
    const Extent across = extent(q, a.W, a);
    T g = grad_y[(blockIdx.x * a.P + p) * a.Q + q];
    if constexpr (kMode == Mode::average) g /= elements<T>(down, across);
    gradient[at.row * width + at.column] = g;
    if constexpr (kMode == Mode::max) {
      chosen[at.row * width + at.column] = choose(x + blockIdx.x * a.H * a.W, down, across, a).place;
    }
  }
  __syncthreads();
  for (PatchWalk at(rows, columns); at.inside(); at.next()) {
    const int h = h0 + at.row;
    const int v = v0 + at.column;
    const Range over_h = windows_over(h, h + 1, a.P, a);
    const Range over_v = windows_over(v, v + 1, a.Q, a);
    T sum = 0;
    for (int p = over_h.first; p < over_h.last; ++p) {
      for (int q = over_v.first; q < over_v.last; ++q) {
        const int i = (p - ps.first) * width + q - qs.first;
        if (kMode == Mode::average || chosen[i] == h * a.W + v) sum += gradient[i];
      }
    }
    grad_x[(blockIdx.x * a.H + h) * a.W + v] = sum;
  }
}
//! [grad_input]

// At most `columns` wide and about `elements` in all.
struct Limits {
  Index columns, elements;
};
constexpr Limits kOutputs{32, 512};
constexpr Limits kInputs{64, 1024};
constexpr Index kSmall = 4;  // a window: going through more rows of it is worth sharing among its columns

Tile tile_of(Index height, Index width, const Limits& most) {
  const Index columns = even_share(width, most.columns);
  return {narrow(even_share(height, std::max<Index>(1, most.elements / columns))), narrow(columns)};
}

dim3 grid_of(Index height, Index width, const Tile& tile, const Params& a) {
  return {blocks_for(a.N * a.C, 1), blocks_for(height, tile.rows), blocks_for(width, tile.columns)};
}

// Where there is too much to share, or too many tiles, it is left to naive.
bool fits(Index shared_bytes, const dim3& grid) {
  return shared_bytes <= kSharedBytes && grid.y <= kLargestGridYZ && grid.z <= kLargestGridYZ;
}

// Windows with elements in `length` neighbours, at the most.
Index windows_over_any(Index length, Index outputs, const Params& a) {
  return std::min(outputs, (length + a.window - 2) / a.stride + 1);
}

template <class T>
void forward(T* y, const T* x, const Params& a) {
  const Tile tile = tile_of(a.P(), a.Q(), kOutputs);
  const dim3 grid = grid_of(a.P(), a.Q(), tile, a);
  const Index width = std::min(a.W, (tile.columns - 1) * a.stride + a.window);
  const Index bytes = tile.rows * width * Index{sizeof(T)};
  // Small windows that do not overlap have nothing in common.
  const bool apart = a.stride > a.window || (a.stride == a.window && a.window < kSmall);
  if (apart || !fits(bytes, grid)) return functions<T>(naive).forward(y, x, a);
  with_mode(a.mode, [&]<Mode kMode>(std::integral_constant<Mode, kMode>) {
    launch(forward_kernel<T, kMode>, {grid, threads_for_patch(tile.rows * width), static_cast<std::size_t>(bytes)}, y,
           x, sizes(a), tile);
  });
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* x, const Params& a) {
  const Tile tile = tile_of(a.H, a.W, kInputs);
  const dim3 grid = grid_of(a.H, a.W, tile, a);
  const Index windows = windows_over_any(tile.rows, a.P(), a) * windows_over_any(tile.columns, a.Q(), a);
  const Index each = sizeof(T) + (a.mode == Mode::max ? sizeof(int) : 0);
  const Index bytes = windows * each;
  if (!fits(bytes, grid)) return functions<T>(naive).grad_input(grad_x, grad_y, x, a);
  with_mode(a.mode, [&]<Mode kMode>(std::integral_constant<Mode, kMode>) {
    launch(grad_input_kernel<T, kMode>,
           {grid, threads_for_patch(Index{tile.rows} * tile.columns), static_cast<std::size_t>(bytes)}, grad_x, grad_y,
           x, sizes(a), tile);
  });
}

}  // namespace

const Variant shared_windows{"shared_windows",
                             Device::SEVEN_TARGET,
                             "",
                             {forward<float>, grad_input<float>},
                             {forward<double>, grad_input<double>}};

}  // namespace seven::pool2d::SEVEN_TARGET
