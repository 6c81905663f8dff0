// gemm, kernels, variant vectorised: tiles of 128 x 128, 8 x 8 elements a thread, and memory moves 16 bytes at a time.
// 16 values read in four accesses serve 64 multiply-adds; the arithmetic now has the time to itself, but for the
// barriers. Run it: ./seven bench --op gemm --device cuda --variant vectorised
// Chapter 09: chapters/09_tiles/README.md.
#include "ops/gemm/cuda_tile.h"
#include "ops/gemm/cuda_variants.h"

namespace seven::gemm::SEVEN_TARGET {

namespace {

//! [kernel]
// Budget: 256 threads, 2 blocks; double: 1 block.
template <class T, class A, class B>
__global__ void __launch_bounds__(kThreads, kResident<T>) product(Result<T> c, A a, B b, Sizes size) {
  __shared__ __align__(16) T As[kDepth][kPitch];
  __shared__ __align__(16) T Bs[kDepth][kPitch];
  const int i0 = blockIdx.y * kTile;
  const int j0 = blockIdx.x * kTile;
  Sums<T> sums;
  for (int k0 = 0; k0 < size.K; k0 += kDepth) {
    __align__(16) Four<T> from_a;
    __align__(16) Four<T> from_b;
    from_a.fetch(a, i0, k0);
    from_b.fetch(b, j0, k0);
    from_a.template put<A::kAlongK>(As);
    from_b.template put<B::kAlongK>(Bs);
    __syncthreads();
    sums.multiply(As, Bs);
    __syncthreads();
  }
  sums.store(c, i0, j0, size.M, size.N);
}
//! [kernel]

template <class T>
void run(T* c, const T* a, const T* b, const Params& p, const Epilogue<T>& epilogue, T* /*workspace*/) {
  const dim3 grid(blocks_for(p.N, kTile), blocks_for(p.M, kTile));
  with_operands<T>(a, b, p, [&]<class A, class B>(const A& load_a, const B& load_b) {
    launch(product<T, A, B>, {grid, kThreads}, result(c, p, epilogue), load_a, load_b, sizes(p));
  });
}

}  // namespace

const Variant vectorised{
    "vectorised", Device::SEVEN_TARGET, "", {no_workspace, run<float>}, {no_workspace, run<double>}};

}  // namespace seven::gemm::SEVEN_TARGET
