// gemm, kernels, variant register_tile: as shared_tile, but each thread computes 4 x 4 elements of C.
// 8 values read from shared memory serve 16 multiply-adds instead of 2 values one: shared memory was the bottleneck.
// Run it: ./seven bench --op gemm --device cuda --variant register_tile
// Chapter 09: chapters/09_tiles/README.md.
#include "ops/gemm/cuda_operands.h"
#include "ops/gemm/cuda_variants.h"

namespace seven::gemm::SEVEN_TARGET {

namespace {

constexpr int kSide = 16;             // a block is kSide x kSide threads
constexpr int kEach = 4;              // a thread has kEach x kEach elements of C, kSide apart
constexpr int kTile = kSide * kEach;  // the block's tile of C is kTile x kTile

//! [kernel]
// Budget: 256 threads, 4 blocks; double: 3 blocks.
template <class T>
__global__ void __launch_bounds__(kSide* kSide) product(Result<T> c, Matrix<T> a, Matrix<T> b, Sizes size) {
  __shared__ T As[kTile][kSide];
  __shared__ T Bs[kSide][kTile + kSide];  // the columns more put the two rows that a warp stores in different banks
  const int tx = threadIdx.x;
  const int ty = threadIdx.y;
  const int i0 = blockIdx.y * kTile + ty;
  const int j0 = blockIdx.x * kTile + tx;
  T sum[kEach][kEach] = {};
  for (int k0 = 0; k0 < size.K; k0 += kSide) {
    for (int e = 0; e < kEach; ++e) {
      const int i = i0 + e * kSide;
      const int j = j0 + e * kSide;
      As[ty + e * kSide][tx] = i < size.M && k0 + tx < size.K ? a.at(i, k0 + tx) : T(0);
      Bs[ty][tx + e * kSide] = k0 + ty < size.K && j < size.N ? b.at(k0 + ty, j) : T(0);
    }
    __syncthreads();
    for (int k = 0; k < kSide; ++k) {
      T column[kEach], row[kEach];
      for (int e = 0; e < kEach; ++e) column[e] = As[ty + e * kSide][k];
      for (int e = 0; e < kEach; ++e) row[e] = Bs[k][tx + e * kSide];
      for (int y = 0; y < kEach; ++y) {
        for (int x = 0; x < kEach; ++x) sum[y][x] += column[y] * row[x];
      }
    }
    __syncthreads();
  }
  for (int y = 0; y < kEach; ++y) {
    for (int x = 0; x < kEach; ++x) {
      const int i = i0 + y * kSide;
      const int j = j0 + x * kSide;
      if (i < size.M && j < size.N) c.store(i, j, sum[y][x]);
    }
  }
}
//! [kernel]

template <class T>
void run(T* c, const T* a, const T* b, const Params& p, const Epilogue<T>& epilogue, T* /*workspace*/) {
  const dim3 grid(blocks_for(p.N, kTile), blocks_for(p.M, kTile));
  launch(product<T>, {grid, dim3(kSide, kSide)}, result(c, p, epilogue), matrix_a(a, p), matrix_b(b, p), sizes(p));
}

}  // namespace

const Variant register_tile{
    "register_tile", Device::SEVEN_TARGET, "", {no_workspace, run<float>}, {no_workspace, run<double>}};

}  // namespace seven::gemm::SEVEN_TARGET
