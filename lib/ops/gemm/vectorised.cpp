// gemm, variant vectorised: against packed, the register tile is made of vectors, and as large as the register file.
// It should bring most of one core's peak: one instruction multiplies and adds 16 numbers (AVX-512), 8 or 4 of them.
// Run it: ./seven bench --op gemm --variant vectorised
// Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#include "core/parallel.h"
#include "ops/gemm/blocks.h"

namespace seven::gemm {

namespace {

template <class T>
Index workspace(const Params& p) {
  return threads() * Blocks(p, kernel<T>().TM, kernel<T>().TN).thread_size();
}

//! [run]
template <class T>
void run(T* c, const T* a, const T* b, const Params& p, const Epilogue<T>& e, T* workspace) {
  const Kernel<T>& best = kernel<T>();
  const Blocks cut(p, best.TM, best.TN);
  T* packed_a = workspace + thread_index() * cut.thread_size();
  for (Index row = 0; row < p.M; row += cut.chunk_rows) {
    for (Index block = 0; block < cut.blocks; block += cut.chunk_blocks) {
      const Chunk<T> chunk{row, std::min(cut.chunk_rows, p.M - row), block,
                           std::min(block + cut.chunk_blocks, cut.blocks), packed_a};
      for (Index one = chunk.first; one < chunk.last; ++one) {
        pack_panels(chunk.panels(cut, one, 0), best.TM, rows_of_a(a, p).from(row, cut.first_step(one)), chunk.rows,
                    cut.depth(one));
      }
      for (Index j = 0; j < p.N; j += cut.task_columns) {
        multiply(c, columns_of_b(b, p), p, e, best, cut, chunk, 0, chunk.rows, j, std::min(j + cut.task_columns, p.N),
                 packed_a + cut.packed_a());
      }
    }
  }
}
//! [run]

}  // namespace

constinit const Variant vectorised{
    "vectorised", Device::cpu, "", {workspace<float>, run<float>}, {workspace<double>, run<double>}};

}  // namespace seven::gemm
