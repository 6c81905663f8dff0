// gemm, kernels, variant shared_tile: a block loads tiles of A and B into shared memory, and all its threads use them.
// Each element of A and B comes from memory once for kSide threads instead of once for each: 16 times fewer loads.
// Run it: ./seven bench --op gemm --device cuda --variant shared_tile
// Chapter 09: chapters/09_tiles/README.md.
#include "ops/gemm/cuda_operands.h"
#include "ops/gemm/cuda_variants.h"

namespace seven::gemm::SEVEN_TARGET {

namespace {

constexpr int kSide = 16;  // tiles are kSide x kSide, and so is the block

//! [kernel]
// Budget: 256 threads, 100 %.
template <class T>
__global__ void product(Result<T> c, Matrix<T> a, Matrix<T> b, Sizes size) {
  __shared__ T As[kSide][kSide];
  __shared__ T Bs[kSide][kSide];
  const int tx = threadIdx.x;
  const int ty = threadIdx.y;
  const int i = blockIdx.y * kSide + ty;
  const int j = blockIdx.x * kSide + tx;
  T sum = 0;
  for (int k0 = 0; k0 < size.K; k0 += kSide) {
    // Beyond the matrix there are zeros: they add nothing, and all threads stay together for the barriers.
    As[ty][tx] = i < size.M && k0 + tx < size.K ? a.at(i, k0 + tx) : T(0);
    Bs[ty][tx] = k0 + ty < size.K && j < size.N ? b.at(k0 + ty, j) : T(0);
    __syncthreads();  // the tiles are full
    for (int k = 0; k < kSide; ++k) sum += As[ty][k] * Bs[k][tx];
    __syncthreads();  // and may be overwritten
  }
  if (i < size.M && j < size.N) c.store(i, j, sum);
}
//! [kernel]

template <class T>
void run(T* c, const T* a, const T* b, const Params& p, const Epilogue<T>& epilogue, T* /*workspace*/) {
  const dim3 grid(blocks_for(p.N, kSide), blocks_for(p.M, kSide));
  launch(product<T>, {grid, dim3(kSide, kSide)}, result(c, p, epilogue), matrix_a(a, p), matrix_b(b, p), sizes(p));
}

}  // namespace

const Variant shared_tile{
    "shared_tile", Device::SEVEN_TARGET, "", {no_workspace, run<float>}, {no_workspace, run<double>}};

}  // namespace seven::gemm::SEVEN_TARGET
