// conv2d, kernels, variant implicit_gemm: gemm's tiles, filled from the images themselves.
// The matrix of windows is never written: a thread that brings an element of a panel works out where it lies. All
// images are one product, so that small maps fill a GPU too. Run it: ./seven bench --op conv2d --device cuda --variant
// implicit_gemm
#include "ops/conv2d/cuda_windows.h"

namespace seven::conv2d::SEVEN_TARGET {

namespace {

using gemm::SEVEN_TARGET::dense;
using gemm::SEVEN_TARGET::launch_product;
using gemm::SEVEN_TARGET::Result;
using gemm::SEVEN_TARGET::slices_workspace;

constexpr int kThreads = 256;

//! [make_taps]
// Tap i is (m, r, s): m a channel of the group in forward, a kernel of it in grad_input.
// Budget: 256 threads, 4 blocks.
__global__ void make_taps(Tap* taps, int count, Sizes a, int kernel_size, int map_size) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= count) return;
  const int m = i / (a.R * a.S);
  const int in_window = i % (a.R * a.S);
  taps[i] = {m * kernel_size + in_window, m * map_size, in_window / a.S, in_window % a.S};
}
//! [make_taps]

// Elements of workspace for the table, in units of the smallest T.
Index taps_size(const Params& p) {
  const Index count = std::max(p.group_channels(), p.group_kernels()) * p.R * p.S;
  return count * static_cast<Index>(sizeof(Tap) / sizeof(float));
}

Index workspace(const Params& p) {
  const Index depth = p.group_channels() * p.R * p.S;
  const Index positions = p.N * p.P() * p.Q();
  return taps_size(p) + std::max({slices_workspace(p.group_kernels(), positions, depth),
                                  slices_workspace(p.group_channels(), p.N * p.H * p.W, p.group_kernels() * p.R * p.S),
                                  slices_workspace(p.group_kernels(), depth, positions)});
}

// The table, at the beginning of the workspace.
template <class T>
const Tap* launch_taps(T* workspace, Index maps, int kernel_size, int map_size, const Sizes& a) {
  Tap* taps = reinterpret_cast<Tap*>(workspace);
  const int count = narrow(maps * a.R * a.S);
  launch(make_taps, {blocks_for(count, kThreads), kThreads}, taps, count, a, kernel_size, map_size);
  return taps;
}

//! [forward]
template <class T>
void forward(T* y, const T* x, const T* w, const T* b, const Params& p, T* workspace) {
  const Sizes a = sizes(p);
  const int depth = a.group_channels * a.R * a.S;
  const int columns = a.N * a.P * a.Q;
  const Tap* taps = launch_taps(workspace, a.group_channels, a.R * a.S, a.H * a.W, a);
  for (int g = 0; g < p.groups; ++g) {
    const Maps<T> result{y + g * a.group_kernels * a.P * a.Q, a.K, a.P * a.Q,
                         b != nullptr ? b + g * a.group_kernels : nullptr, a.relu};
    const Windows<T> windows{x + g * a.group_channels * a.H * a.W, taps, depth, columns, a};
    launch_product<T>(result, dense<T, true>(w + g * a.group_kernels * depth, a.group_kernels, depth), windows,
                      {a.group_kernels, columns, depth}, workspace + taps_size(p));
  }
}
//! [forward]

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* w, const Params& p, T* workspace) {
  const Sizes a = sizes(p);
  const int window = a.R * a.S;
  const int depth = a.group_kernels * window;
  const int columns = a.N * a.H * a.W;
  const Tap* taps = launch_taps(workspace, a.group_kernels, a.group_channels * window, a.P * a.Q, a);
  for (int g = 0; g < p.groups; ++g) {
    const Maps<T> result{grad_x + g * a.group_channels * a.H * a.W, a.C, a.H * a.W, nullptr, false};
    const TurnedWeights<T> weights{w + g * a.group_kernels * a.group_channels * window, taps, a.group_channels, depth,
                                   window};
    const Arrivals<T> arrivals{grad_y + g * a.group_kernels * a.P * a.Q, taps, depth, columns, a};
    launch_product<T>(result, weights, arrivals, {a.group_channels, columns, depth}, workspace + taps_size(p));
  }
}

template <class T>
void grad_weight(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& p, T* workspace) {
  const Sizes a = sizes(p);
  const int lines = a.group_channels * a.R * a.S;
  const int depth = a.N * a.P * a.Q;
  const Tap* taps = launch_taps(workspace, a.group_channels, a.R * a.S, a.H * a.W, a);
  for (int g = 0; g < p.groups; ++g) {
    const Result<T> result{grad_w + g * a.group_kernels * lines, lines, true, false, nullptr, nullptr};
    const Gradients<T> gradients{grad_y + g * a.group_kernels * a.P * a.Q, a.group_kernels, depth, a};
    const TapsAsLines<T> windows{x + g * a.group_channels * a.H * a.W, taps, lines, depth, a};
    launch_product<T>(result, gradients, windows, {a.group_kernels, lines, depth}, workspace + taps_size(p));
  }
  add_bias_gradient(grad_b, grad_y, a);
}

}  // namespace

const Variant implicit_gemm{"implicit_gemm",
                            Device::SEVEN_TARGET,
                            "",
                            {workspace, forward<float>, grad_input<float>, grad_weight<float>},
                            {workspace, forward<double>, grad_input<double>, grad_weight<double>}};

}  // namespace seven::conv2d::SEVEN_TARGET
