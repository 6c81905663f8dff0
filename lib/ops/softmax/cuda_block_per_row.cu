// softmax, kernels, variant block_per_row: the warps of a block share a row that is long, and join by shared memory.
// A batch of 128 rows of 1000 classes is 1024 warps instead of 128, and each waits for 4 turns of memory instead of 32.
// Run it: ./seven bench --op softmax --device cuda --variant block_per_row
// Chapter 10: chapters/10_every_layer/README.md.
#include "ops/softmax/cuda_team.h"
#include "ops/softmax/cuda_variants.h"
#include "ops/softmax/cuda_warp.h"

namespace seven::softmax::SEVEN_TARGET {

namespace {

//! [block]
struct Block {
  static constexpr int kSize = 256;
  static constexpr int kWarps = kSize / 32;

  static dim3 blocks(Index N) { return blocks_for(N, 1); }
  static dim3 threads() { return kSize; }
  static __device__ int row() { return blockIdx.x; }
  static __device__ int rank() { return threadIdx.x; }

  // First within each warp; then every thread joins the warps' numbers, all in the same order.
  template <class F, class T>
  static __device__ T join(T value) {
    __shared__ T of_warp[kWarps];
    value = Warp::join<F>(value);
    if (rank() % 32 == 0) of_warp[rank() / 32] = value;
    __syncthreads();
    value = of_warp[0];
    for (int warp = 1; warp < kWarps; ++warp) value = F::of(value, of_warp[warp]);
    __syncthreads();  // all have read: another join may overwrite the numbers
    return value;
  }
};
//! [block]

// A row that gives a block's threads no more than one turn each goes to warp_per_row.
bool is_short(const Params& a) { return a.C <= Block::kSize; }

template <class T>
void forward(T* y, const T* x, const Params& a) {
  if (is_short(a)) return functions<T>(warp_per_row).forward(y, x, a);
  launch(forward_kernel<Block, T>, {Block::blocks(a.N), Block::threads()}, y, x, sizes(a));
}

template <class T>
void log_loss(T* losses, const T* x, const Index* labels, const Params& a) {
  if (is_short(a)) return functions<T>(warp_per_row).log_loss(losses, x, labels, a);
  launch(log_loss_kernel<Block, T>, {Block::blocks(a.N), Block::threads()}, losses, x, labels, sizes(a));
}

template <class T>
void grad_loss(T* grad_x, const T* y, const Index* labels, T scale, const Params& a) {
  if (is_short(a)) return functions<T>(warp_per_row).grad_loss(grad_x, y, labels, scale, a);
  launch(grad_loss_kernel<Block, T>, {Block::blocks(a.N), Block::threads()}, grad_x, y, labels, scale, sizes(a));
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* y, const Params& a) {
  if (is_short(a)) return functions<T>(warp_per_row).grad_input(grad_x, grad_y, y, a);
  launch(grad_input_kernel<Block, T>, {Block::blocks(a.N), Block::threads()}, grad_x, grad_y, y, sizes(a));
}

}  // namespace

const Variant block_per_row{"block_per_row",
                            Device::SEVEN_TARGET,
                            "",
                            {forward<float>, log_loss<float>, grad_loss<float>, grad_input<float>},
                            {forward<double>, log_loss<double>, grad_loss<double>, grad_input<double>}};

}  // namespace seven::softmax::SEVEN_TARGET
