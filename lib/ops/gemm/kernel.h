// The innermost loops of every fast product: one register tile of C, and the choice among the copies of it that were
// compiled for AVX-512, for AVX2 and for whatever the build is for. The choice is made once, when the program runs.
// Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#pragma once

#include <vector>

#include "core/types.h"

namespace seven::gemm {

// What becomes of a tile's sums when they leave the registers.
template <class T>
struct Finish {
  bool accumulate = false;         // c += sums, instead of c = sums
  const T* row_bias = nullptr;     // added to the tile's rows, one number a row; may be null
  const T* column_bias = nullptr;  // added to the tile's columns, one number a column; may be null
  bool relu = false;               // then everything below zero becomes zero (NaN stays)
  bool stream = false;             // whole tiles, if c's rows are aligned to 64 bytes, go past the caches
};

// Panels that a kernel reads: a (depth, TM), b (depth, TN), zero-padded where C has fewer rows or columns.
template <class T>
struct Kernel {
  const char* name;  // "avx512", "avx2", "base"
  Index TM, TN;      // the register tile
  Index lanes;       // of a vector
  // The upper left rows x columns (at most TM x TN) of one tile: c at row stride ldc = or += a b, then `finish`.
  void (*tile)(T* c, Index ldc, const T* a, const T* b, Index depth, Index rows, Index columns,
               const Finish<T>& finish);
  // The tile where b is not packed: row k of it begins at b + offsets[k]. Up to TN numbers of each row are read.
  void (*tile_of_rows)(T* c, Index ldc, const T* a, const T* b, const Index* offsets, Index depth, Index rows,
                       Index columns, const Finish<T>& finish);
  // The same where a is not packed: row i of it begins at a[i], one number after the other.
  void (*tile_of_lines)(T* c, Index ldc, const T* const* a, const T* b, Index depth, Index rows, Index columns,
                        const Finish<T>& finish);
  // To be called when tiles were streamed, before another thread may read them.
  void (*end_of_stream)();
};

// Rows of C in a cache block: a multiple of every kernel's TM (8, 6 and 4), so that blocks leave no ragged tiles.
inline constexpr Index kBlockRows = 96;
// No kernel's register tile has more rows.
inline constexpr Index kMaxTileRows = 8;

// The kernels that this processor can run, the fastest first.
template <class T>
const std::vector<const Kernel<T>*>& kernels();

// The one in use: the fastest, or the one that the environment's SEVEN_KERNEL names (avx512, avx2, base). Throws Error
// (wrong use) for a name that this processor has not.
template <class T>
const Kernel<T>& kernel();

}  // namespace seven::gemm
