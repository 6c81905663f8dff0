// gemm, kernels, variant naive: a thread for each element of C.
// Neighbouring threads (threadIdx.x) take neighbouring rows, as one writes it down first. It is the wrong way round:
// see coalesced. Run it: ./seven bench --op gemm --device cuda --variant naive
// Chapter 08: chapters/08_first_kernels/README.md.
#include "ops/gemm/cuda_operands.h"
#include "ops/gemm/cuda_variants.h"

namespace seven::gemm::SEVEN_TARGET {

namespace {

constexpr int kSide = 16;  // a block is kSide x kSide threads

//! [kernel]
// Budget: 256 threads, 100 %.
template <class T>
__global__ void product(Result<T> c, Matrix<T> a, Matrix<T> b, Sizes size) {
  const int i = blockIdx.x * kSide + threadIdx.x;
  const int j = blockIdx.y * kSide + threadIdx.y;
  if (i >= size.M || j >= size.N) return;
  T sum = 0;
  for (int k = 0; k < size.K; ++k) sum += a.at(i, k) * b.at(k, j);
  c.store(i, j, sum);
}
//! [kernel]

template <class T>
void run(T* c, const T* a, const T* b, const Params& p, const Epilogue<T>& epilogue, T* /*workspace*/) {
  const dim3 grid(blocks_for(p.M, kSide), blocks_for(p.N, kSide));
  launch(product<T>, {grid, dim3(kSide, kSide)}, result(c, p, epilogue), matrix_a(a, p), matrix_b(b, p), sizes(p));
}

}  // namespace

const Variant naive{"naive", Device::SEVEN_TARGET, "", {no_workspace, run<float>}, {no_workspace, run<double>}};

}  // namespace seven::gemm::SEVEN_TARGET
