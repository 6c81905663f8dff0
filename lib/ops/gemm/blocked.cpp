// gemm, variant blocked: against naive, C is cut into tiles that stay in registers and caches (Goto and van de Geijn,
// 2008). It should bring most of the machine's peak: each number loaded is used many times before it leaves the cache.
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

// A vector register of T, and four elements of T. (Written out twice: g++ ignores these attributes on a type that
// depends on a template's parameter.)
template <class T>
struct Vector;
template <>
struct Vector<float> {
  using Type = float __attribute__((vector_size(kVectorBytes)));
  using Four = float __attribute__((vector_size(4 * sizeof(float))));
};
template <>
struct Vector<double> {
  using Type = double __attribute__((vector_size(kVectorBytes)));
  using Four = double __attribute__((vector_size(4 * sizeof(double))));
};

// A vector from anywhere in memory, and back: one instruction each. A vector type says that its address is aligned, so
// a plain pointer to one would be a promise that nobody keeps.
template <class V, class T>
V load(const T* from) {
  V vector;
  std::memcpy(&vector, from, sizeof(V));
  return vector;
}
template <class V, class T>
void store(T* to, const V& vector) {
  std::memcpy(to, &vector, sizeof(V));
}

template <class T>
constexpr Index kLanes = static_cast<Index>(kVectorBytes / sizeof(T));
template <class T>
constexpr Index TN = 2 * kLanes<T>;

// Cache tiles: a packed block of A (BM x BK) stays in the second-level cache while the columns of a packed block of B
// (BK x BN) stream past it. A task of the parallel loop is BN columns by kTaskRows rows of C.
constexpr Index BM = 96;
constexpr Index BK = 256;
template <class T>
constexpr Index BN = 16 * TN<T>;
constexpr Index kTaskRows = 4 * BM;

constexpr Index round_up(Index value, Index step) { return (value + step - 1) / step * step; }

template <class T>
constexpr Index kPackA = round_up(BM, TM) * BK;
template <class T>
constexpr Index kPackB = BN<T>* BK;

template <class T>
Index workspace(const Params& /*p*/) {
  return threads() * (kPackA<T> + kPackB<T>);
}

// to[k * TO + i] = from[i * stride + k] for i < rows, k < depth: a panel out of rows. Four by four elements at a time
// are turned within registers, since single elements written `TO` apart would cost more than the product's own
// arithmetic.
template <Index TO, class T>
void transpose(T* to, const T* from, Index stride, Index rows, Index depth) {
  using Four = typename Vector<T>::Four;
  const Index whole_rows = rows / 4 * 4;
  const Index whole_depth = depth / 4 * 4;
  for (Index i = 0; i < whole_rows; i += 4) {
    const T* row = from + i * stride;
    for (Index k = 0; k < whole_depth; k += 4) {
      const Four a = load<Four>(row + k);
      const Four b = load<Four>(row + stride + k);
      const Four c = load<Four>(row + 2 * stride + k);
      const Four d = load<Four>(row + 3 * stride + k);
      const Four ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5);
      const Four ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
      const Four cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5);
      const Four cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
      T* out = to + k * TO + i;
      store(out, Four(__builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5)));
      store(out + TO, Four(__builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7)));
      store(out + 2 * TO, Four(__builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5)));
      store(out + 3 * TO, Four(__builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7)));
    }
    for (Index k = whole_depth; k < depth; ++k) {
      for (Index j = 0; j < 4; ++j) to[k * TO + i + j] = row[j * stride + k];
    }
  }
  for (Index i = whole_rows; i < rows; ++i) {
    for (Index k = 0; k < depth; ++k) to[k * TO + i] = from[i * stride + k];
  }
}

// to[k * TO + i] = from[k * stride + i]: a panel out of columns, which lie side by side already.
template <Index TO, class T>
void copy_columns(T* to, const T* from, Index stride, Index columns, Index depth) {
  for (Index k = 0; k < depth; ++k, to += TO, from += stride) {
    if (columns == TO) {
      std::memcpy(to, from, sizeof(T) * static_cast<std::size_t>(TO));
    } else {
      std::copy_n(from, columns, to);
    }
  }
}

// Copies rows i0.. (m of them) and columns k0.. (k of them) of A into panels of TM rows, k-major, zero-padded.
template <class T>
void pack_a(T* packed, const T* a, const Params& p, Index i0, Index m, Index k0, Index k) {
  for (Index i = 0; i < m; i += TM, packed += TM * k) {
    const Index rows = std::min(TM, m - i);
    if (rows < TM) std::fill_n(packed, TM * k, T{0});
    if (p.transpose_a) {
      copy_columns<TM>(packed, a + k0 * p.M + i0 + i, p.M, rows, k);
    } else {
      transpose<TM>(packed, a + (i0 + i) * p.K + k0, p.K, rows, k);
    }
  }
}

// Copies rows k0.. (k of them) and columns j0.. (n of them) of B into panels of TN columns, k-major, zero-padded.
template <class T>
void pack_b(T* packed, const T* b, const Params& p, Index k0, Index k, Index j0, Index n) {
  for (Index j = 0; j < n; j += TN<T>, packed += TN<T> * k) {
    const Index columns = std::min(TN<T>, n - j);
    if (columns < TN<T>) std::fill_n(packed, TN<T> * k, T{0});
    if (p.transpose_b) {
      transpose<TN<T>>(packed, b + (j0 + j) * p.K + k0, p.K, columns, k);
    } else {
      copy_columns<TN<T>>(packed, b + k0 * p.N + j0 + j, p.N, columns, k);
    }
  }
}

// One register tile: c (TM x TN at row stride ldc) = or += the product of a packed panel of A and one of B over k
// steps. The sums are two arrays of plain vectors, and their loops are unrolled whole: only then do they stay in
// registers.
template <class T>
void micro_kernel(T* c, Index ldc, const T* a, const T* b, Index k, bool accumulate) {
  using V = typename Vector<T>::Type;
  V left[TM] = {};
  V right[TM] = {};
  for (Index kk = 0; kk < k; ++kk, a += TM, b += TN<T>) {
    const V b_left = load<V>(b);
    const V b_right = load<V>(b + kLanes<T>);
#pragma GCC unroll 8
    for (Index i = 0; i < TM; ++i) {
      left[i] += a[i] * b_left;
      right[i] += a[i] * b_right;
    }
  }
#pragma GCC unroll 8
  for (Index i = 0; i < TM; ++i) {
    T* c_left = c + i * ldc;
    T* c_right = c_left + kLanes<T>;
    store(c_left, accumulate ? V(load<V>(c_left) + left[i]) : left[i]);
    store(c_right, accumulate ? V(load<V>(c_right) + right[i]) : right[i]);
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
