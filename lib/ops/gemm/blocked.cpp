// gemm, variant blocked: against naive, C is cut into tiles that stay in registers and caches (Goto and van de Geijn, 2008).
// It should bring most of the machine's peak: each number loaded is used many times before it leaves the cache.
// Run it: ./seven bench --op gemm --variant blocked
#include <algorithm>
#include <cstring>

#include "core/parallel.h"
#include "ops/gemm/gemm.h"

namespace seven::gemm {

namespace {

// The widest vector register that the compiler was allowed to use, and the register tile TM x TN that fills the file of
// them: TM x 2 accumulators stay in registers for a whole pass over K.
#if defined(__AVX512F__)
constexpr std::size_t kVectorBytes = 64;
constexpr Index TM = 8;
#elif defined(__AVX__)
constexpr std::size_t kVectorBytes = 32;
constexpr Index TM = 6;
#else
constexpr std::size_t kVectorBytes = 16;
constexpr Index TM = 4;
#endif

template <class T>
struct Vector;
template <>
struct Vector<float> {
  using Type = float __attribute__((vector_size(kVectorBytes)));
};
template <>
struct Vector<double> {
  using Type = double __attribute__((vector_size(kVectorBytes)));
};

template <class T>
constexpr Index kLanes = static_cast<Index>(kVectorBytes / sizeof(T));
template <class T>
constexpr Index TN = 2 * kLanes<T>;

// Cache tiles: a packed block of A (BM x BK) stays in the second-level cache while the columns of a packed block of B
// (BK x BN) stream past it. A task of the parallel loop is BN columns by kTaskRows rows of C.
constexpr Index BM = 96;
constexpr Index BK = 256;
template <class T>
constexpr Index BN = 32 * TN<T>;
constexpr Index kTaskRows = 4 * BM;

constexpr Index round_up(Index value, Index step) { return (value + step - 1) / step * step; }

template <class T>
constexpr Index kPackA = round_up(BM, TM) * BK;
template <class T>
constexpr Index kPackB = BN<T> * BK;

template <class T>
Index workspace(const Params& /*p*/) {
  return threads() * (kPackA<T> + kPackB<T>);
}

// Copies rows i0.. (m of them) and columns k0.. (k of them) of A into panels of TM rows, k-major, zero-padded.
template <class T>
void pack_a(T* packed, const T* a, const Params& p, Index i0, Index m, Index k0, Index k) {
  for (Index panel = 0; panel < m; panel += TM, packed += TM * k) {
    const Index rows = std::min(TM, m - panel);
    if (rows < TM) std::fill_n(packed, TM * k, T{0});
    for (Index row = 0; row < rows; ++row) {
      const Index i = i0 + panel + row;
      for (Index kk = 0; kk < k; ++kk) {
        packed[kk * TM + row] = p.transpose_a ? a[(k0 + kk) * p.M + i] : a[i * p.K + k0 + kk];
      }
    }
  }
}

// Copies rows k0.. (k of them) and columns j0.. (n of them) of B into panels of TN columns, k-major, zero-padded.
template <class T>
void pack_b(T* packed, const T* b, const Params& p, Index k0, Index k, Index j0, Index n) {
  for (Index panel = 0; panel < n; panel += TN<T>, packed += TN<T> * k) {
    const Index columns = std::min(TN<T>, n - panel);
    if (columns < TN<T>) std::fill_n(packed, TN<T> * k, T{0});
    if (p.transpose_b) {
      for (Index column = 0; column < columns; ++column) {
        const T* from = b + (j0 + panel + column) * p.K + k0;
        for (Index kk = 0; kk < k; ++kk) packed[kk * TN<T> + column] = from[kk];
      }
    } else {
      for (Index kk = 0; kk < k; ++kk) {
        const T* from = b + (k0 + kk) * p.N + j0 + panel;
        if (columns == TN<T>) {
          std::memcpy(packed + kk * TN<T>, from, static_cast<std::size_t>(TN<T>) * sizeof(T));
        } else {
          std::copy_n(from, columns, packed + kk * TN<T>);
        }
      }
    }
  }
}

// One register tile: c (TM x TN at row stride ldc) = or += the product of a packed panel of A and one of B over k steps.
template <class T>
void micro_kernel(T* c, Index ldc, const T* a, const T* b, Index k, bool accumulate) {
  using V = typename Vector<T>::Type;
  V sum[TM][2] = {};
  for (Index kk = 0; kk < k; ++kk, a += TM, b += TN<T>) {
    V right[2];
    std::memcpy(right, b, sizeof(right));
#pragma GCC unroll 8
    for (Index i = 0; i < TM; ++i) {
      sum[i][0] += a[i] * right[0];
      sum[i][1] += a[i] * right[1];
    }
  }
#pragma GCC unroll 8
  for (Index i = 0; i < TM; ++i) {
    T* row = c + i * ldc;
    if (accumulate) {
      V old[2];
      std::memcpy(old, row, sizeof(old));
      sum[i][0] += old[0];
      sum[i][1] += old[1];
    }
    std::memcpy(row, sum[i], sizeof(sum[i]));
  }
}

// All register tiles of one block: c points at its corner, m x n of C with row stride ldc.
template <class T>
void block_kernel(T* c, Index ldc, const T* packed_a, const T* packed_b, Index m, Index n, Index k, bool accumulate) {
  for (Index j = 0; j < n; j += TN<T>) {
    for (Index i = 0; i < m; i += TM) {
      T* corner = c + i * ldc + j;
      const T* a = packed_a + i * k;
      const T* b = packed_b + j * k;
      const Index rows = std::min(TM, m - i);
      const Index columns = std::min(TN<T>, n - j);
      if (rows == TM && columns == TN<T>) {
        micro_kernel(corner, ldc, a, b, k, accumulate);
        continue;
      }
      // At the edge the whole tile goes to a buffer first, and what is inside C from there.
      T tile[TM * TN<T>];
      micro_kernel(tile, TN<T>, a, b, k, false);
      for (Index r = 0; r < rows; ++r) {
        for (Index s = 0; s < columns; ++s) {
          const T value = tile[r * TN<T> + s];
          corner[r * ldc + s] = accumulate ? corner[r * ldc + s] + value : value;
        }
      }
    }
  }
}

template <class T>
void run(T* c, const T* a, const T* b, const Params& p, T* workspace) {
  if (p.K == 0) {
    if (!p.accumulate) std::fill_n(c, p.M * p.N, T{0});
    return;
  }
  const Index row_tasks = (p.M + kTaskRows - 1) / kTaskRows;
  const Index column_tasks = (p.N + BN<T> - 1) / BN<T>;
  parallel_for(row_tasks * column_tasks, [&](Index task) {
    T* packed_a = workspace + thread_index() * (kPackA<T> + kPackB<T>);
    T* packed_b = packed_a + kPackA<T>;
    const Index j = task / row_tasks * BN<T>;
    const Index n = std::min(BN<T>, p.N - j);
    const Index first_row = task % row_tasks * kTaskRows;
    const Index last_row = std::min(p.M, first_row + kTaskRows);
    for (Index k = 0; k < p.K; k += BK) {
      const Index depth = std::min(BK, p.K - k);
      pack_b(packed_b, b, p, k, depth, j, n);
      for (Index i = first_row; i < last_row; i += BM) {
        const Index m = std::min(BM, last_row - i);
        pack_a(packed_a, a, p, i, m, k, depth);
        block_kernel(c + i * p.N + j, p.N, packed_a, packed_b, m, n, depth, p.accumulate || k > 0);
      }
    }
  });
}

}  // namespace

constinit const Variant blocked{
    "blocked", Device::cpu, "", {workspace<float>, run<float>}, {workspace<double>, run<double>}};

}  // namespace seven::gemm
