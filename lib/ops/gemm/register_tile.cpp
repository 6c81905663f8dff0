// gemm, variant register_tile: against cache_blocked, four rows of C meet four rows of B at a time.
// It should bring two to three times the speed: a number of B that is loaded serves four rows of C, and one of C that
// is loaded and stored takes up four products, so 16 multiply-adds share 12 loads and stores in place of 48.
// Run it: ./seven bench --op gemm --variant register_tile
// Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#include <type_traits>

#include "ops/gemm/operands.h"

namespace seven::gemm {

namespace {

constexpr Index BK = 128;
constexpr Index BN = 512;
constexpr Index kTile = 4;

Index no_workspace(const Params& /*p*/) { return 0; }

//! [strip]
// c (ROWS, columns) += a (ROWS, STEPS) b (STEPS, columns), b's columns `lane` and its rows `step` elements apart. The
// numbers of a stay in registers for the whole strip.
template <Index ROWS, Index STEPS, class T, class Lane>
void strip(T* __restrict c, Index ldc, const Operand<T>& a, const T* __restrict b, Lane lane, Index step,
           Index columns) {
  T left[ROWS][STEPS];
  for (Index i = 0; i < ROWS; ++i) {
    for (Index k = 0; k < STEPS; ++k) left[i][k] = a.at(i, k);
  }
  for (Index j = 0; j < columns; ++j) {
    T right[STEPS];
    for (Index k = 0; k < STEPS; ++k) right[k] = b[j * lane + k * step];
    for (Index i = 0; i < ROWS; ++i) {
      T sum = c[i * ldc + j];
      for (Index k = 0; k < STEPS; ++k) sum += left[i][k] * right[k];
      c[i * ldc + j] = sum;
    }
  }
}
//! [strip]

// Rows of B that lie in one piece get a loop of their own: the compiler makes vectors of it.
template <Index ROWS, Index STEPS, class T>
void strip(T* c, Index ldc, const Operand<T>& a, const Operand<T>& b, Index columns) {
  if (b.lane == 1) {
    strip<ROWS, STEPS>(c, ldc, a, b.data, std::integral_constant<Index, 1>{}, b.step, columns);
  } else {
    strip<ROWS, STEPS>(c, ldc, a, b.data, b.lane, b.step, columns);
  }
}

// The steps of one block, four at a time; what is left over, one by one.
template <Index ROWS, class T>
void strips(T* c, Index ldc, const Operand<T>& a, const Operand<T>& b, Index depth, Index columns) {
  Index k = 0;
  for (; k + kTile <= depth; k += kTile) strip<ROWS, kTile>(c, ldc, a.from(0, k), b.from(0, k), columns);
  for (; k < depth; ++k) strip<ROWS, 1>(c, ldc, a.from(0, k), b.from(0, k), columns);
}

//! [run]
template <class T>
void run(T* c, const T* a, const T* b, const Params& p, const Epilogue<T>& e, T* /*workspace*/) {
  const Operand<T> rows = rows_of_a(a, p);
  const Operand<T> columns = columns_of_b(b, p);
  start_from_zero(c, p);
  for (Index k = 0; k < p.K; k += BK) {
    for (Index j = 0; j < p.N; j += BN) {
      const Index depth = std::min(BK, p.K - k);
      const Index width = std::min(BN, p.N - j);
      Index i = 0;
      for (; i + kTile <= p.M; i += kTile) {
        strips<kTile>(c + i * p.N + j, p.N, rows.from(i, k), columns.from(j, k), depth, width);
      }
      for (; i < p.M; ++i) strips<1>(c + i * p.N + j, p.N, rows.from(i, k), columns.from(j, k), depth, width);
    }
  }
  apply(e, c, p);
}
//! [run]

}  // namespace

constinit const Variant register_tile{
    "register_tile", Device::cpu, "", {no_workspace, run<float>}, {no_workspace, run<double>}};

}  // namespace seven::gemm
