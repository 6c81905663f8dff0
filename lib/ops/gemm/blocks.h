// How a product is cut up for caches and cores (Goto and van de Geijn, 2008), by its sizes alone: the number of threads
// changes nothing. The sum is cut into blocks of at most kDepth steps: a panel of B of that depth stays in the
// first-level cache while panels of A pass by. A chunk of A (rows times blocks) is packed at a time, and stays in the
// second level. A task is a share of C's columns, and of the chunk's rows where there are few columns.
// Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#pragma once

#include <algorithm>

#include "core/rounding.h"
#include "ops/gemm/kernel.h"
#include "ops/gemm/pack.h"

namespace seven::gemm {

constexpr Index kDepth = 512;
constexpr Index kChunk = Index{1} << 18;  // elements of A in a chunk, if it has more than one block: 1 MiB of floats
constexpr Index kTasks = 16;              // into which a chunk is cut, if it is large enough

//! [blocks]
struct Blocks {
  Index M, N, K;
  Index TM;
  Index blocks;        // of the sum, all of about the same depth
  Index chunk_rows;    // rows of a chunk
  Index chunk_blocks;  // blocks of a chunk
  Index task_columns;  // columns of a task
  Index task_rows;     // rows of a task

  Blocks(const Params& p, Index tm, Index tn)
      : M(p.M), N(p.N), K(p.K), TM(tm), blocks(std::max<Index>(1, ceil_div(p.K, kDepth))) {
    chunk_rows = std::min(round_up(M, kBlockRows),
                          round_up(std::max(kChunk / std::max<Index>(1, K), 12 * kBlockRows), kBlockRows));
    chunk_blocks = std::clamp<Index>(kChunk / (chunk_rows * kDepth), 1, blocks);
    task_columns = tn * std::clamp<Index>(N / (tn * kTasks), 1, 4);
    const Index shares = std::max<Index>(1, kTasks / 2 / ceil_div(N, task_columns));
    task_rows = round_up(ceil_div(chunk_rows, shares), kBlockRows / 2);
  }

  [[nodiscard]] Index first_step(Index block) const { return K * block / blocks; }
  [[nodiscard]] Index depth(Index block) const { return first_step(block + 1) - first_step(block); }
  // Elements of a packed chunk and of a packed block of B. Whole cache lines: a vector that crosses from one line to
  // the next takes two reads, and here that costs a seventh of the speed.
  [[nodiscard]] Index packed_a() const {
    return round_up(round_up(chunk_rows, TM) * chunk_blocks * max_depth(), kLine);
  }
  [[nodiscard]] Index packed_b() const { return task_columns * max_depth(); }
  [[nodiscard]] Index thread_size() const { return packed_a() + packed_b(); }
  [[nodiscard]] Index max_depth() const { return ceil_div(K, blocks); }
  [[nodiscard]] Index tasks(Index rows) const { return ceil_div(N, task_columns) * ceil_div(rows, task_rows); }
};
//! [blocks]

// A chunk of A, packed: rows [row, row + rows), blocks [first, last).
template <class T>
struct Chunk {
  Index row, rows, first, last;
  T* packed;

  // Where the panels of one block begin; `i` is a row of the chunk at which a panel begins.
  [[nodiscard]] T* panels(const Blocks& cut, Index block, Index i) const {
    return packed + round_up(rows, cut.TM) * (cut.first_step(block) - cut.first_step(first)) + i * cut.depth(block);
  }
};

//! [multiply]
// One task: all register tiles of rows [i0, i1) of the chunk and columns [j0, j1) of C, block by block of the sum.
template <class T>
void multiply(T* c, const Operand<T>& b, const Params& p, const Epilogue<T>& e, const Kernel<T>& kernel,
              const Blocks& cut, const Chunk<T>& chunk, Index i0, Index i1, Index j0, Index j1, T* packed_b) {
  for (Index block = chunk.first; block < chunk.last; ++block) {
    const Index depth = cut.depth(block);
    pack_panels(packed_b, kernel.TN, b.from(j0, cut.first_step(block)), j1 - j0, depth);
    const bool last = block + 1 == cut.blocks;
    for (Index j = j0; j < j1; j += kernel.TN) {
      for (Index i = i0; i < i1; i += kernel.TM) {
        const Index row = chunk.row + i;
        const Finish<T> finish{.accumulate = p.accumulate || block > 0,
                               .row_bias = last && e.row_bias != nullptr ? e.row_bias + row : nullptr,
                               .column_bias = last && e.column_bias != nullptr ? e.column_bias + j : nullptr,
                               .relu = last && e.relu};
        kernel.tile(c + row * p.N + j, p.N, chunk.panels(cut, block, i), packed_b + (j - j0) * depth, depth,
                    std::min(kernel.TM, i1 - i), std::min(kernel.TN, j1 - j), finish);
      }
    }
  }
}
//! [multiply]

}  // namespace seven::gemm
