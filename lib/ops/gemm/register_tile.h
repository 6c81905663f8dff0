// The source of all kernels. kernel_avx512.cpp, kernel_avx2.cpp and kernel_base.cpp each set the width of a vector and
// the tile's rows, include this file, and are compiled for the processor they are named after: one text, three machine
// codes. The vectors are the compiler's own (`vector_size`): on ARM the base kernel becomes NEON.
//
// Everything here is in an unnamed namespace, and the standard library is not called: a function shared with other
// files might be kept in the copy that only the newest processors understand.
// Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#if !defined(SEVEN_VECTOR_BYTES) || !defined(SEVEN_TILE_ROWS) || !defined(SEVEN_TILE_VECTORS) || \
    !defined(SEVEN_DOT_ROWS)
#error "set the vector and the tile before this file"
#endif

#include "ops/gemm/kernel.h"
#include "ops/gemm/stream.h"

namespace seven::gemm {

namespace {

constexpr Index TM = SEVEN_TILE_ROWS;
constexpr int kVectors = SEVEN_TILE_VECTORS;  // of one row of the tile
constexpr Index kDotRows = SEVEN_DOT_ROWS;    // of a tile of dot products
constexpr Index kDotColumns = 3;              // 3x3 and 11x11 kernels with 3 channels have a multiple of 3 taps

// (Written out twice: g++ ignores these attributes on a type that depends on a template's parameter.)
template <class T>
struct Vector;
template <>
struct Vector<float> {
  using Type = float __attribute__((vector_size(SEVEN_VECTOR_BYTES)));
  using Piece = float __attribute__((vector_size(16)));
};
template <>
struct Vector<double> {
  using Type = double __attribute__((vector_size(SEVEN_VECTOR_BYTES)));
  using Piece = double __attribute__((vector_size(16)));
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
  static constexpr Index apart = 1;
  [[nodiscard]] const T* column(Index k) const {
    __builtin_prefetch(data + (k + kAhead) * TM);
    return data + k * TM;
  }
};

// Rows of a as they are.
template <class T>
struct LinesOfA {
  const T* data;
  Index apart;
  [[nodiscard]] const T* column(Index k) const { return data + k; }
};

//! [tile]
// TM rows of V vectors of sums stay in registers for the whole depth: each vector of b that is loaded serves TM rows,
// each number of a serves V vectors. The loops over i and v are unrolled whole; only then do the sums stay in
// registers.
// How a and b lie: column(k) and row(k) say where step k of the sum begins, and `apart` how far a row of a is from the
// next.
template <int V, class T, class A, class B>
inline void sums_of(typename Vector<T>::Type (&sum)[TM][V], A a, B b_row, Index depth) {
  using Lanes = typename Vector<T>::Type;
  for (Index k = 0; k < depth; ++k) {
    const T* column = a.column(k);
    const T* b = b_row(k);
    Lanes row[V];
#pragma GCC unroll 8
    for (int v = 0; v < V; ++v) row[v] = load<Lanes>(b + v * kLanes<T>);
#pragma GCC unroll 16
    for (Index i = 0; i < TM; ++i) {
#pragma GCC unroll 8
      for (int v = 0; v < V; ++v) sum[i][v] += column[i * a.apart] * row[v];
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
void tile_of_lines(T* c, Index ldc, const T* a, Index lda, const T* b, Index depth, Index rows, Index columns,
                   const Finish<T>& finish) {
  constexpr Index TN = kVectors * kLanes<T>;
  tile_as_wide(
      c, ldc, LinesOfA<T>{a, lda}, [b](Index k) { return b + k * TN; }, depth, rows, columns, finish);
}

// Says that the vector is to be loaded into a register. Left alone, g++ gives the address to each of the three
// instructions that use it, and then there are more loads than the processor has time for.
template <class Lanes>
inline Lanes in_register(Lanes vector) {
#if defined(__x86_64__)
  __asm__("" : "+v"(vector));
#endif
  return vector;
}

// The lanes of a vector added up: by way of memory, in pieces of 16 bytes.
template <class T>
inline T lanes_of(const typename Vector<T>::Type& vector) {
  using Piece = typename Vector<T>::Piece;
  constexpr Index kPiece = static_cast<Index>(16 / sizeof(T));
  T memory[kLanes<T>];
  store(memory, vector);
  Piece sum = load<Piece>(memory);
#pragma GCC unroll 4
  for (Index i = kPiece; i < kLanes<T>; i += kPiece) sum += load<Piece>(memory + i);
  T total = sum[0];
#pragma GCC unroll 4
  for (Index i = 1; i < kPiece; ++i) total += sum[i];
  return total;
}

//! [dots]
// The lanes of a sum are added up at the very end: until then both factors are read as they lie.
template <class T>
void dots(T* sums, const T* a, Index a_row, Index a_line, const T* const* b, Index b_line, Index lines, Index length) {
  using Lanes = typename Vector<T>::Type;
  Lanes sum[kDotRows][kDotColumns] = {};
  for (Index line = 0; line < lines; ++line) {
    const T* left = a + line * a_line;
    const T* right[kDotColumns];
#pragma GCC unroll 4
    for (Index j = 0; j < kDotColumns; ++j) right[j] = b[j] + line * b_line;
    for (Index at = 0; at < length; at += kLanes<T>) {
      Lanes column[kDotColumns];
#pragma GCC unroll 4
      for (Index j = 0; j < kDotColumns; ++j) column[j] = load<Lanes>(right[j] + at);
#pragma GCC unroll 8
      for (Index i = 0; i < kDotRows; ++i) {
        const Lanes row = in_register(load<Lanes>(left + i * a_row + at));
#pragma GCC unroll 4
        for (Index j = 0; j < kDotColumns; ++j) sum[i][j] += row * column[j];
      }
    }
  }
#pragma GCC unroll 8
  for (Index i = 0; i < kDotRows; ++i) {
#pragma GCC unroll 4
    for (Index j = 0; j < kDotColumns; ++j) sums[i * kDotColumns + j] += lanes_of<T>(sum[i][j]);
  }
}
//! [dots]

template <class T>
constexpr Kernel<T> kernel_named(const char* name) {
  return {name,          TM,       kVectors * kLanes<T>, tile<T>,   tile_of_rows<T>, tile_of_lines<T>,
          end_of_stream, kDotRows, kDotColumns,          kLanes<T>, dots<T>};
}

}  // namespace

}  // namespace seven::gemm
