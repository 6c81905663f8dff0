// The source of all kernels. kernel_avx512.cpp, kernel_avx2.cpp and kernel_base.cpp each set the width of a vector and
// the tile's rows, include this file, and are compiled for the processor they are named after: one text, three machine
// codes. The vectors are the compiler's own (`vector_size`): on ARM the base kernel becomes NEON.
//
// Everything here is in an unnamed namespace, and the standard library is not called: a function shared with other
// files might be kept in the copy that only the newest processors understand.
// Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#if !defined(SEVEN_VECTOR_BYTES) || !defined(SEVEN_TILE_ROWS) || !defined(SEVEN_TILE_VECTORS)
#error "set the vector and the tile before this file"
#endif

#include "ops/gemm/kernel.h"
#include "ops/gemm/stream.h"

namespace seven::gemm {

namespace {

constexpr Index TM = SEVEN_TILE_ROWS;
constexpr int kVectors = SEVEN_TILE_VECTORS;  // of one row of the tile

// (Written out twice: g++ ignores these attributes on a type that depends on a template's parameter.)
template <class T>
struct Vector;
template <>
struct Vector<float> {
  using Type = float __attribute__((vector_size(SEVEN_VECTOR_BYTES)));
};
template <>
struct Vector<double> {
  using Type = double __attribute__((vector_size(SEVEN_VECTOR_BYTES)));
};

template <class T>
constexpr Index kLanes = static_cast<Index>(SEVEN_VECTOR_BYTES / sizeof(T));

// A vector from anywhere in memory, and back: one instruction each. A vector type says that its address is aligned, so
// a plain pointer to one would be a promise that nobody keeps.
template <class V, class T>
inline V load(const T* from) {
  V vector;
  __builtin_memcpy(&vector, from, sizeof(V));
  return vector;
}
template <class V, class T>
inline void store(T* to, const V& vector) {
  __builtin_memcpy(to, &vector, sizeof(V));
}

// Steps of the sum by which a is fetched ahead: a few hundred cycles' worth.
constexpr Index kAhead = 64;

// A panel of a. Panels lie one behind the other, and the next is fetched while this one is used: the processor itself
// looks ahead to the end of a page only.
template <class T>
struct PanelOfA {
  const T* data;
  void fetch(Index k) const { __builtin_prefetch(data + (k + kAhead) * TM); }
  [[nodiscard]] T at(Index i, Index k) const { return data[k * TM + i]; }
};

// Rows of a as they are, each from wherever it begins.
template <class T>
struct LinesOfA {
  const T* rows[TM];
  void fetch(Index) const {}
  [[nodiscard]] T at(Index i, Index k) const { return rows[i][k]; }
};

//! [tile]
// TM rows of V vectors of sums stay in registers for the whole depth: each vector of b that is loaded serves TM rows,
// each number of a serves V vectors. The loops over i and v are unrolled whole; only then do the sums stay in
// registers.
// How a and b lie: at(i, k) is row i of a at step k of the sum, and b_row(k) says where that step of b begins.
template <int V, class T, class A, class B>
inline void sums_of(typename Vector<T>::Type (&sum)[TM][V], A a, B b_row, Index depth) {
  using Lanes = typename Vector<T>::Type;
  for (Index k = 0; k < depth; ++k) {
    a.fetch(k);
    const T* b = b_row(k);
    Lanes row[V];
#pragma GCC unroll 8
    for (int v = 0; v < V; ++v) row[v] = load<Lanes>(b + v * kLanes<T>);
#pragma GCC unroll 16
    for (Index i = 0; i < TM; ++i) {
#pragma GCC unroll 8
      for (int v = 0; v < V; ++v) sum[i][v] += a.at(i, k) * row[v];
    }
  }
}
//! [tile]

template <class T>
inline T finished(T sum, T old, Index i, Index j, const Finish<T>& finish) {
  if (finish.accumulate) sum += old;
  if (finish.row_bias != nullptr) sum += finish.row_bias[i];
  if (finish.column_bias != nullptr) sum += finish.column_bias[j];
  return finish.relu && sum <= T{0} ? T{0} : sum;
}

// The same for a vector of them. The order of the additions is the same, so a tile at the edge has the same bits.
template <class Lanes, class T>
inline Lanes finished(Lanes sum, const T* old, Index i, Index j, const Finish<T>& finish) {
  if (finish.accumulate) sum += load<Lanes>(old);
  if (finish.row_bias != nullptr) sum += finish.row_bias[i];
  if (finish.column_bias != nullptr) sum += load<Lanes>(finish.column_bias + j);
  if (finish.relu) sum = sum <= T{0} ? Lanes{} : sum;
  return sum;
}

template <int V, class T, class A, class B>
void tile_of(T* c, Index ldc, A a, B b_row, Index depth, Index rows, Index columns, const Finish<T>& finish) {
  using Lanes = typename Vector<T>::Type;
  // C is on its way while the sums are made: it comes from far, and a tile's short rows are nothing that the processor
  // would foresee.
  for (Index i = 0; i < rows && !finish.stream; ++i) {
    __builtin_prefetch(c + i * ldc, 1);
    __builtin_prefetch(c + i * ldc + columns - 1, 1);
    if (V > 2) __builtin_prefetch(c + i * ldc + kLanes<T>, 1);
  }
  Lanes sum[TM][V] = {};
  sums_of<V, T>(sum, a, b_row, depth);
  if (rows == TM && columns == V * kLanes<T>) {
    const auto address = reinterpret_cast<decltype(sizeof 0)>(c) | static_cast<decltype(sizeof 0)>(ldc) * sizeof(T);
    if (kStreams && finish.stream && address % SEVEN_VECTOR_BYTES == 0) {
#pragma GCC unroll 16
      for (Index i = 0; i < TM; ++i) {
#pragma GCC unroll 8
        for (int v = 0; v < V; ++v) {
          T* to = c + i * ldc + v * kLanes<T>;
          stream(to, finished(sum[i][v], to, i, v * kLanes<T>, finish));
        }
      }
      return;
    }
#pragma GCC unroll 16
    for (Index i = 0; i < TM; ++i) {
#pragma GCC unroll 8
      for (int v = 0; v < V; ++v) {
        T* to = c + i * ldc + v * kLanes<T>;
        store(to, finished(sum[i][v], to, i, v * kLanes<T>, finish));
      }
    }
    return;
  }
  // At the edge the sums go to a buffer first, and what is inside C from there.
  T buffer[TM * V * kLanes<T>];
#pragma GCC unroll 16
  for (Index i = 0; i < TM; ++i) {
#pragma GCC unroll 8
    for (int v = 0; v < V; ++v) store(buffer + (i * V + v) * kLanes<T>, sum[i][v]);
  }
  for (Index i = 0; i < rows; ++i) {
    for (Index j = 0; j < columns; ++j) {
      c[i * ldc + j] = finished(buffer[i * V * kLanes<T> + j], c[i * ldc + j], i, j, finish);
    }
  }
}

// A tile that is narrower does no work for the vectors it has not.
template <class T, class A, class B>
void tile_as_wide(T* c, Index ldc, A a, B b_row, Index depth, Index rows, Index columns, const Finish<T>& finish) {
  const Index vectors = (columns + kLanes<T> - 1) / kLanes<T>;
  if (kVectors > 2 && vectors > 2) {
    tile_of<kVectors>(c, ldc, a, b_row, depth, rows, columns, finish);
  } else if (vectors == 2) {
    tile_of<2>(c, ldc, a, b_row, depth, rows, columns, finish);
  } else {
    tile_of<1>(c, ldc, a, b_row, depth, rows, columns, finish);
  }
}

template <class T>
void tile(T* c, Index ldc, const T* a, const T* b, Index depth, Index rows, Index columns, const Finish<T>& finish) {
  constexpr Index TN = kVectors * kLanes<T>;
  tile_as_wide(
      c, ldc, PanelOfA<T>{a}, [b](Index k) { return b + k * TN; }, depth, rows, columns, finish);
}

template <class T>
void tile_of_rows(T* c, Index ldc, const T* a, const T* b, const Index* offsets, Index depth, Index rows, Index columns,
                  const Finish<T>& finish) {
  tile_as_wide(
      c, ldc, PanelOfA<T>{a}, [b, offsets](Index k) { return b + offsets[k]; }, depth, rows, columns, finish);
}

template <class T>
void tile_of_lines(T* c, Index ldc, const T* const* a, const T* b, Index depth, Index rows, Index columns,
                   const Finish<T>& finish) {
  constexpr Index TN = kVectors * kLanes<T>;
  LinesOfA<T> lines;
#pragma GCC unroll 16
  for (Index i = 0; i < TM; ++i) lines.rows[i] = a[i < rows ? i : rows - 1];
  tile_as_wide(
      c, ldc, lines, [b](Index k) { return b + k * TN; }, depth, rows, columns, finish);
}

template <class T>
constexpr Kernel<T> kernel_named(const char* name) {
  return {name, TM, kVectors * kLanes<T>, kLanes<T>, tile<T>, tile_of_rows<T>, tile_of_lines<T>, end_of_stream};
}

}  // namespace

}  // namespace seven::gemm
