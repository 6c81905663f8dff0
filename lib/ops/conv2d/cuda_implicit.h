// The implicit products: the three problems of conv2d as gemm's tiles, filled from the images themselves. The variants
// differ in the engine that multiplies (ops/gemm/cuda_pipeline.h).
#pragma once

#include "ops/conv2d/cuda_windows.h"

namespace seven::conv2d::SEVEN_TARGET {

using gemm::SEVEN_TARGET::dense;
using gemm::SEVEN_TARGET::launch_product;
using gemm::SEVEN_TARGET::Result;
using gemm::SEVEN_TARGET::slices_workspace;

// Elements of workspace for the table, in units of the smallest T.
inline Index taps_size(const Params& p) {
  const Index count = std::max(p.group_channels(), p.group_kernels()) * p.R * p.S;
  return count * static_cast<Index>(sizeof(Tap) / sizeof(float));
}

template <class Engine>
Index implicit_workspace(const Params& p) {
  const auto parts = [](Index M, Index N, Index K) { return slices_workspace(M, N, K, Engine::kPanel); };
  const Index depth = p.group_channels() * p.R * p.S;
  const Index positions = p.N * p.P() * p.Q();
  return taps_size(p) + std::max({parts(p.group_kernels(), positions, depth),
                                  parts(p.group_channels(), p.N * p.H * p.W, p.group_kernels() * p.R * p.S),
                                  parts(p.group_kernels(), depth, positions)});
}

// The table, at the beginning of the workspace.
template <class T>
const Tap* taps_in(T* workspace, Index maps, int kernel_size, int map_size, const Sizes& a) {
  Tap* taps = reinterpret_cast<Tap*>(workspace);
  make_taps(taps, maps, kernel_size, map_size, a);
  return taps;
}

//! [forward]
template <class Engine, class T = typename Engine::Element>
void implicit_forward(T* y, const T* x, const T* w, const T* b, const Params& p, T* workspace) {
  const Sizes a = sizes(p);
  const int depth = a.group_channels * a.R * a.S;
  const int columns = a.N * a.P * a.Q;
  const Tap* taps = taps_in(workspace, a.group_channels, a.R * a.S, a.H * a.W, a);
  for (int g = 0; g < p.groups; ++g) {
    const Maps<T> result{y + g * a.group_kernels * a.P * a.Q, a.K, a.P * a.Q,
                         b != nullptr ? b + g * a.group_kernels : nullptr, a.relu};
    const Windows<T> windows{x + g * a.group_channels * a.H * a.W, taps, depth, columns, a};
    launch_product<Engine>(result, dense<T, true>(w + g * a.group_kernels * depth, a.group_kernels, depth), windows,
                           {a.group_kernels, columns, depth}, workspace + taps_size(p));
  }
}
//! [forward]

template <class Engine, class T = typename Engine::Element>
void implicit_grad_input(T* grad_x, const T* grad_y, const T* w, const Params& p, T* workspace) {
  const Sizes a = sizes(p);
  const int window = a.R * a.S;
  const int depth = a.group_kernels * window;
  const int columns = a.N * a.H * a.W;
  const Tap* taps = taps_in(workspace, a.group_kernels, a.group_channels * window, a.P * a.Q, a);
  for (int g = 0; g < p.groups; ++g) {
    const Maps<T> result{grad_x + g * a.group_channels * a.H * a.W, a.C, a.H * a.W, nullptr, false};
    const TurnedWeights<T> weights{w + g * a.group_kernels * a.group_channels * window, taps, a.group_channels, depth,
                                   window};
    const Arrivals<T> arrivals{grad_y + g * a.group_kernels * a.P * a.Q, taps, depth, columns, a};
    launch_product<Engine>(result, weights, arrivals, {a.group_channels, columns, depth}, workspace + taps_size(p));
  }
}

template <class Engine, class T = typename Engine::Element>
void implicit_grad_weight(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& p, T* workspace) {
  const Sizes a = sizes(p);
  const int lines = a.group_channels * a.R * a.S;
  const int depth = a.N * a.P * a.Q;
  const Tap* taps = taps_in(workspace, a.group_channels, a.R * a.S, a.H * a.W, a);
  for (int g = 0; g < p.groups; ++g) {
    const Result<T> result{grad_w + g * a.group_kernels * lines, lines, true, false, nullptr, nullptr};
    const Gradients<T> gradients{grad_y + g * a.group_kernels * a.P * a.Q, a.group_kernels, depth, a};
    const TapsAsLines<T> windows{x + g * a.group_channels * a.H * a.W, taps, lines, depth, a};
    launch_product<Engine>(result, gradients, windows, {a.group_kernels, lines, depth}, workspace + taps_size(p));
  }
  add_bias_gradient(grad_b, grad_y, a);
}

template <class Engine>
constexpr Functions<typename Engine::Element> implicit_functions() {
  return {implicit_workspace<Engine>, implicit_forward<Engine>, implicit_grad_input<Engine>,
          implicit_grad_weight<Engine>};
}

}  // namespace seven::conv2d::SEVEN_TARGET
