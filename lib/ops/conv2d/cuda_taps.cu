// The table of the implicit products: for each step of the sum where its elements lie, worked out once a pass instead
// of once an element. A thread an entry.
#include "cuda/kernel.h"
#include "ops/conv2d/cuda_variants.h"

namespace seven::conv2d::SEVEN_TARGET {

namespace {

constexpr int kThreads = 256;

//! [make_taps]
// Tap i is (m, r, s): m a channel of the group in forward, a kernel of it in grad_input.
// Budget: 256 threads, 100 %.
__global__ void write_taps(Tap* taps, int count, Sizes a, int kernel_size, int map_size) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= count) return;
  const int m = i / (a.R * a.S);
  const int in_window = i % (a.R * a.S);
  taps[i] = {m * kernel_size + in_window, m * map_size, in_window / a.S, in_window % a.S};
}
//! [make_taps]

}  // namespace

void make_taps(Tap* taps, Index maps, int kernel_size, int map_size, const Sizes& a) {
  const int count = narrow(maps * a.R * a.S);
  launch(write_taps, {blocks_for(count, kThreads), kThreads}, taps, count, a, kernel_size, map_size);
}

}  // namespace seven::conv2d::SEVEN_TARGET
