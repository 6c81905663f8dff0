// gemm, variant naive: three nested loops, one sum for each element of C.
// The reference for all other variants; each thread owns whole rows of C.
// Run it: ./seven bench --op gemm --variant naive
#include "core/parallel.h"
#include "ops/gemm/operands.h"

namespace seven::gemm {

namespace {

Index no_workspace(const Params& /*p*/) { return 0; }

template <class T>
void run(T* c, const T* a, const T* b, const Params& p, const Epilogue<T>& e, T* /*workspace*/) {
  parallel_for(p.M, [&](Index i) {
    for (Index j = 0; j < p.N; ++j) {
      T sum = p.accumulate ? c[i * p.N + j] : T{0};
      for (Index k = 0; k < p.K; ++k) {
        const T left = p.transpose_a ? a[k * p.M + i] : a[i * p.K + k];
        const T right = p.transpose_b ? b[j * p.K + k] : b[k * p.N + j];
        sum += left * right;
      }
      c[i * p.N + j] = sum;
    }
  });
  apply(e, c, p);
}

}  // namespace

constinit const Variant naive{"naive", Device::cpu, "", {no_workspace, run<float>}, {no_workspace, run<double>}};

}  // namespace seven::gemm
