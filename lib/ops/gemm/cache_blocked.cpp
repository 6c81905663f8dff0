// gemm, variant cache_blocked: against loop_order, a block of B is used for all rows of C before the next one is begun.
// It should bring the speed that small matrices have to large ones: the block stays in the second-level cache.
// Run it: ./seven bench --op gemm --variant cache_blocked
// Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#include "ops/gemm/operands.h"

namespace seven::gemm {

namespace {

// A block of B: 256 KiB of floats.
constexpr Index BK = 128;
constexpr Index BN = 512;

Index no_workspace(const Params& /*p*/) { return 0; }

//! [run]
template <class T>
void run(T* c, const T* a, const T* b, const Params& p, const Epilogue<T>& e, T* /*workspace*/) {
  const Operand<T> rows = rows_of_a(a, p);
  const Operand<T> columns = columns_of_b(b, p);
  start_from_zero(c, p);
  for (Index k0 = 0; k0 < p.K; k0 += BK) {
    for (Index j0 = 0; j0 < p.N; j0 += BN) {
      const Index k1 = std::min(k0 + BK, p.K);
      const Index j1 = std::min(j0 + BN, p.N);
      for (Index i = 0; i < p.M; ++i) {
        for (Index k = k0; k < k1; ++k) {
          const T left = rows.at(i, k);
          add_row(c + i * p.N + j0, left, columns.from(j0, k), j1 - j0);
        }
      }
    }
  }
  apply(e, c, p);
}
//! [run]

}  // namespace

constinit const Variant cache_blocked{
    "cache_blocked", Device::cpu, "", {no_workspace, run<float>}, {no_workspace, run<double>}};

}  // namespace seven::gemm
