// gemm, variant loop_order: against naive, the loop over k moves outside the loop over j, and nothing else.
// It should bring several times the speed: all memory is now read in order, and the compiler makes vectors of j's loop.
// Run it: ./seven bench --op gemm --variant loop_order
// Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#include "ops/gemm/operands.h"

namespace seven::gemm {

namespace {

Index no_workspace(const Params& /*p*/) { return 0; }

//! [run]
template <class T>
void run(T* c, const T* a, const T* b, const Params& p, const Epilogue<T>& e, T* /*workspace*/) {
  const Operand<T> rows = rows_of_a(a, p);
  const Operand<T> columns = columns_of_b(b, p);
  start_from_zero(c, p);
  for (Index i = 0; i < p.M; ++i) {
    for (Index k = 0; k < p.K; ++k) {
      const T left = rows.at(i, k);
      add_row(c + i * p.N, left, columns.from(0, k), p.N);
    }
  }
  apply(e, c, p);
}
//! [run]

}  // namespace

constinit const Variant loop_order{
    "loop_order", Device::cpu, "", {no_workspace, run<float>}, {no_workspace, run<double>}};

}  // namespace seven::gemm
