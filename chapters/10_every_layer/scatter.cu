// Max-pooling backward as the library does not do it: a thread for each window, which adds to the element it has
// chosen.
#include "scatter.h"

#include "cuda/kernel.h"
#include "ops/kernels.h"
#include "ops/pool2d/cuda_window.h"

namespace seven::chapters::SEVEN_TARGET {

namespace {

using namespace seven::pool2d::SEVEN_TARGET;

constexpr int kThreads = 256;  // in a block

//! [scatter]
__global__ void scatter_kernel(float* grad_x, const float* grad_y, const float* x, int size, Sizes a) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= size) return;
  const int row = i / a.Q;  // of all maps' windows
  const int map = row / a.P;
  const Extent rows = extent(row - map * a.P, a.H, a);
  const Extent columns = extent(i - row * a.Q, a.W, a);
  const int from = map * a.H * a.W;
  atomicAdd(&grad_x[from + choose(x + from, rows, columns, a).place], grad_y[i]);
}
//! [scatter]

}  // namespace

// Declared here for the ways of compiling that scatter.h does not name.
void scatter_grad_input(float* grad_x, const float* grad_y, const float* x, const pool2d::Params& p);
void scatter_grad_input(float* grad_x, const float* grad_y, const float* x, const pool2d::Params& p) {
  const Index size = p.N * p.C * p.P() * p.Q();
  launch(scatter_kernel, {blocks_for(size, kThreads), kThreads}, grad_x, grad_y, x, narrow(size), sizes(p));
}

}  // namespace seven::chapters::SEVEN_TARGET
