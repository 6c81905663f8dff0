// gemm, variant threaded: against vectorised, the threads pack A together, then share out the tiles of C.
// It should bring the peak of all cores: packed A is read by all of them, and no two write the same element.
// Run it: ./seven bench --op gemm --variant threaded
// Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#include "core/parallel.h"
#include "ops/gemm/blocks.h"

namespace seven::gemm {

namespace {

// In a loop of its own, A's copy is shared; called from within a loop, each thread needs all for itself.
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
      const Index pieces = ceil_div(chunk.rows, kBlockRows);
      parallel_for((chunk.last - chunk.first) * pieces, [&](Index piece) {
        const Index one = chunk.first + piece / pieces;
        const Index i = piece % pieces * kBlockRows;
        pack_panels(chunk.panels(cut, one, i), best.TM, rows_of_a(a, p).from(row + i, cut.first_step(one)),
                    std::min(kBlockRows, chunk.rows - i), cut.depth(one));
      });
      const Index column_tasks = ceil_div(p.N, cut.task_columns);
      parallel_for(cut.tasks(chunk.rows), [&](Index task) {
        const Index i = task / column_tasks * cut.task_rows;
        const Index j = task % column_tasks * cut.task_columns;
        multiply(c, columns_of_b(b, p), p, e, best, cut, chunk, i, std::min(i + cut.task_rows, chunk.rows), j,
                 std::min(j + cut.task_columns, p.N), workspace + thread_index() * cut.thread_size() + cut.packed_a());
      });
    }
  }
}
//! [run]

}  // namespace

constinit const Variant threaded{
    "threaded", Device::cpu, "", {workspace<float>, run<float>}, {workspace<double>, run<double>}};

}  // namespace seven::gemm
