// gemm, kernels, variant coalesced: as naive, but neighbouring threads take neighbouring columns.
// The 32 lanes of a warp read 32 neighbours of B and write 32 of C: 4 sectors. The word of A that all need is 1.
// Run it: ./seven bench --op gemm --device cuda --variant coalesced
// Chapter 08: chapters/08_first_kernels/README.md.
#include "ops/gemm/cuda_operands.h"
#include "ops/gemm/cuda_variants.h"

namespace seven::gemm::SEVEN_TARGET {

namespace {

constexpr int kWidth = 32;  // a block is kWidth columns x kHeight rows
constexpr int kHeight = 8;

//! [kernel]
// Budget: 256 threads, 100 %.
template <class T>
__global__ void product(Result<T> c, Matrix<T> a, Matrix<T> b, Sizes size) {
  const int i = blockIdx.y * kHeight + threadIdx.y;
  const int j = blockIdx.x * kWidth + threadIdx.x;
  if (i >= size.M || j >= size.N) return;
  T sum = 0;
  for (int k = 0; k < size.K; ++k) sum += a.at(i, k) * b.at(k, j);
  c.store(i, j, sum);
}
//! [kernel]

template <class T>
void run(T* c, const T* a, const T* b, const Params& p, const Epilogue<T>& epilogue, T* /*workspace*/) {
  const dim3 grid(blocks_for(p.N, kWidth), blocks_for(p.M, kHeight));
  launch(product<T>, {grid, dim3(kWidth, kHeight)}, result(c, p, epilogue), matrix_a(a, p), matrix_b(b, p), sizes(p));
}

}  // namespace

const Variant coalesced{"coalesced", Device::SEVEN_TARGET, "", {no_workspace, run<float>}, {no_workspace, run<double>}};

}  // namespace seven::gemm::SEVEN_TARGET
