// gemm, variant packed: against register_tile, the block of B is copied before it is used, row after row.
// It should bring the same speed for all four cases of transposes, and for row lengths that hit one cache set again and
// again: after the copy every strip reads memory in order. A copy of BK x BN numbers serves all rows of C.
// Run it: ./seven bench --op gemm --variant packed
// Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#include "core/parallel.h"
#include "ops/gemm/pack.h"

namespace seven::gemm {

namespace {

constexpr Index BK = 128;
constexpr Index BN = 512;
constexpr Index kTile = 4;

// Each thread that calls needs a block of its own.
Index workspace(const Params& /*p*/) { return threads() * BK * BN; }

// c (ROWS, columns) += a (ROWS, STEPS) b (STEPS, BN). The numbers of a stay in registers for the whole strip.
template <Index ROWS, Index STEPS, class T>
void strip(T* __restrict c, Index ldc, const Operand<T>& a, const T* __restrict b, Index columns) {
  T left[ROWS][STEPS];
  for (Index i = 0; i < ROWS; ++i) {
    for (Index k = 0; k < STEPS; ++k) left[i][k] = a.at(i, k);
  }
  for (Index j = 0; j < columns; ++j) {
    T right[STEPS];
    for (Index k = 0; k < STEPS; ++k) right[k] = b[k * BN + j];
    for (Index i = 0; i < ROWS; ++i) {
      T sum = c[i * ldc + j];
      for (Index k = 0; k < STEPS; ++k) sum += left[i][k] * right[k];
      c[i * ldc + j] = sum;
    }
  }
}

// The steps of one block, four at a time; what is left over, one by one.
template <Index ROWS, class T>
void strips(T* c, Index ldc, const Operand<T>& a, const T* b, Index depth, Index columns) {
  Index k = 0;
  for (; k + kTile <= depth; k += kTile) strip<ROWS, kTile>(c, ldc, a.from(0, k), b + k * BN, columns);
  for (; k < depth; ++k) strip<ROWS, 1>(c, ldc, a.from(0, k), b + k * BN, columns);
}

//! [run]
template <class T>
void run(T* c, const T* a, const T* b, const Params& p, const Epilogue<T>& e, T* workspace) {
  const Operand<T> rows = rows_of_a(a, p);
  const Operand<T> columns = columns_of_b(b, p);
  T* block = workspace + thread_index() * BK * BN;
  start_from_zero(c, p);
  for (Index k = 0; k < p.K; k += BK) {
    for (Index j = 0; j < p.N; j += BN) {
      const Index depth = std::min(BK, p.K - k);
      const Index width = std::min(BN, p.N - j);
      pack_panels(block, BN, columns.from(j, k), width, depth);
      Index i = 0;
      for (; i + kTile <= p.M; i += kTile) {
        strips<kTile>(c + i * p.N + j, p.N, rows.from(i, k), block, depth, width);
      }
      for (; i < p.M; ++i) strips<1>(c + i * p.N + j, p.N, rows.from(i, k), block, depth, width);
    }
  }
  apply(e, c, p);
}
//! [run]

}  // namespace

constinit const Variant packed{"packed", Device::cpu, "", {workspace, run<float>}, {workspace, run<double>}};

}  // namespace seven::gemm
