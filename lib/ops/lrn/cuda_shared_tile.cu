// lrn, kernels, variant shared_tile: within a map, a block brings its tile's terms, with a border, to shared memory.
// Rows are added up there, then columns: n + n steps, not n * n, and 2 powers an element backward, not n * n + 1.
// Run it: ./seven bench --op lrn --device cuda --variant shared_tile
// Chapter 10: chapters/10_every_layer/README.md.
#include "cuda/patch.h"
#include "ops/lrn/cuda_formula.h"
#include "ops/lrn/cuda_variants.h"
#include "ops/variant.h"

namespace seven::lrn::SEVEN_TARGET {

namespace {

// Block (x, y, z) has tile (y, z), of rows x columns, of map x.
struct Tiles {
  int H, W;
  int rows, columns;
  Reach reach;

  [[nodiscard]] __host__ __device__ int border() const { return reach.before + reach.after; }
};

// Calls use(i, sum) for each element i of this block's tile, a place in its map, with the sum of term(j) over the
// window around it. The terms and the sums along rows lie in shared memory.
//! [sums]
template <class T, class Term, class Use>
__device__ void for_each_sum(const Tiles& a, Term term, Use use) {
  const int top = blockIdx.y * a.rows;
  const int left = blockIdx.z * a.columns;
  const int rows = min(a.rows, a.H - top);
  const int columns = min(a.columns, a.W - left);
  const int high = rows + a.border();
  const int wide = columns + a.border();
  T* terms = dynamic_shared<T>();  // (high, wide)
  T* along = terms + high * wide;  // (high, columns)

  // Zeros around the map, so that no window has to be cut.
  for (PatchWalk at(high, wide); at.inside(); at.next()) {
    const int h = top - a.reach.before + at.row;
    const int v = left - a.reach.before + at.column;
    const bool inside = h >= 0 && h < a.H && v >= 0 && v < a.W;
    terms[at.row * wide + at.column] = inside ? term(h * a.W + v) : T(0);
  }
  __syncthreads();
  for (PatchWalk at(high, columns); at.inside(); at.next()) {
    const T* from = terms + at.row * wide + at.column;
    T sum = 0;
    for (int s = 0; s <= a.border(); ++s) sum += from[s];
    along[at.row * columns + at.column] = sum;
  }
  __syncthreads();
  for (PatchWalk at(rows, columns); at.inside(); at.next()) {
    const T* from = along + at.row * columns + at.column;
    T sum = 0;
    for (int r = 0; r <= a.border(); ++r) sum += from[r * columns];
    use((top + at.row) * a.W + left + at.column, sum);
  }
}
//! [sums]

// Budget: 256 threads, 100 %, 10560 bytes; double: 66 %, 21120 bytes.
template <class T, class P>
__global__ void forward_kernel(T* y, T* scale, const T* x, Tiles a, Formula<T> f) {
  const int map = blockIdx.x * a.H * a.W;
  for_each_sum<T>(
      a, [=](int j) { return x[map + j] * x[map + j]; },
      [=](int i, T sum) {
        const T s = f.k + f.alpha * sum;
        scale[map + i] = s;
        y[map + i] = x[map + i] * P::of(s, f.beta).power;
      });
}

// Budget: 256 threads, 100 %, 10560 bytes; double: 62 %, 21120 bytes.
template <class T, class P>
__global__ void grad_input_kernel(T* grad_x, const T* grad_y, const T* x, const T* scale, Tiles a, Formula<T> f) {
  const int map = blockIdx.x * a.H * a.W;
  const auto ratio = [=](int j) {
    const Powers<T> p = P::of(scale[map + j], f.beta);
    return grad_y[map + j] * p.power * x[map + j] * p.inverse;
  };
  for_each_sum<T>(a, ratio, [=](int i, T sum) {
    const T own = grad_y[map + i] * P::of(scale[map + i], f.beta).power;
    grad_x[map + i] = own - f.cross * x[map + i] * sum;
  });
}

constexpr Index kColumns = 64;     // of a tile, at most
constexpr Index kElements = 1024;  // of a tile, about

struct Plan {
  bool fits = false;  // else it is left to naive
  Tiles tiles{};
  dim3 grid;
  unsigned threads = 0;
  std::size_t shared_bytes = 0;
};

Plan plan(const Params& a, const Reach& reach, std::size_t item) {
  if (a.across != Across::map || a.n > kSharedBytes) return {};
  const Index columns = even_share(a.W, kColumns);
  const Index rows = even_share(a.H, std::max<Index>(1, kElements / columns));
  narrow(a.N * a.C * a.H * a.W);
  const Tiles tiles{narrow(a.H), narrow(a.W), narrow(rows), narrow(columns), reach};
  const Index high = rows + a.n - 1;
  const Index wide = columns + a.n - 1;
  const Index bytes = high * (wide + columns) * static_cast<Index>(item);
  const dim3 grid(blocks_for(a.N * a.C, 1), blocks_for(a.H, tiles.rows), blocks_for(a.W, tiles.columns));
  const bool fits = bytes <= kSharedBytes && grid.y <= kLargestGridYZ && grid.z <= kLargestGridYZ;
  return {fits, tiles, grid, threads_for_patch(rows * columns), static_cast<std::size_t>(bytes)};
}

template <class T>
void forward(T* y, T* scale, const T* x, const Params& a) {
  const Plan p = plan(a, reach(a), sizeof(T));
  if (!p.fits) return functions<T>(naive).forward(y, scale, x, a);
  with_powers(a.beta, [&]<class P>(P) {
    launch(forward_kernel<T, P>, {p.grid, p.threads, p.shared_bytes}, y, scale, x, p.tiles, formula<T>(a));
  });
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* x, const T* scale, const Params& a) {
  const Plan p = plan(a, mirrored(reach(a)), sizeof(T));
  if (!p.fits) return functions<T>(naive).grad_input(grad_x, grad_y, x, scale, a);
  with_powers(a.beta, [&]<class P>(P) {
    launch(grad_input_kernel<T, P>, {p.grid, p.threads, p.shared_bytes}, grad_x, grad_y, x, scale, p.tiles,
           formula<T>(a));
  });
}

}  // namespace

const Variant shared_tile{"shared_tile",
                          Device::SEVEN_TARGET,
                          "",
                          {forward<float>, grad_input<float>},
                          {forward<double>, grad_input<double>}};

}  // namespace seven::lrn::SEVEN_TARGET
