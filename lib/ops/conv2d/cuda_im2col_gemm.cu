// conv2d, kernels, variant im2col_gemm: each image becomes a matrix of its windows, and the convolution a product.
// The tiles of gemm read each element once for 128 threads instead of once for each; the matrix costs R * S times the
// image's memory, written and read.
// Run it: ./seven bench --op conv2d --device cuda --variant im2col_gemm
// Chapter 09: chapters/09_tiles/README.md.
#include "cuda/kernel.h"
#include "ops/conv2d/cuda_variants.h"
#include "ops/gemm/cuda_variants.h"
#include "ops/variant.h"

namespace seven::conv2d::SEVEN_TARGET {

namespace {

constexpr int kThreads = 256;

//! [im2col]
// One group of one image: column (group_channels * R * S, P * Q). A thread copies one element of each row (c, r, s).
// Budget: 256 threads, 100 %.
template <class T>
__global__ void im2col(T* column, const T* x, Sizes a) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;  // (p, q)
  const int row = blockIdx.y;                           // (c, r, s)
  if (i >= a.P * a.Q) return;
  const int s = row % a.S;
  const int r = row / a.S % a.R;
  const int c = row / (a.R * a.S);
  const int h = i / a.Q * a.stride + r - a.pad;
  const int v = i % a.Q * a.stride + s - a.pad;
  const bool inside = h >= 0 && h < a.H && v >= 0 && v < a.W;
  column[row * a.P * a.Q + i] = inside ? x[(c * a.H + h) * a.W + v] : T(0);
}
//! [im2col]

//! [col2im]
// The way back: a thread for each pixel adds up all elements of the column that came from it.
// Budget: 256 threads, 75 %.
template <class T>
__global__ void col2im(T* grad_x, const T* column, Sizes a) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;  // (h, w)
  const int c = blockIdx.y;
  if (i >= a.H * a.W) return;
  const int h = i / a.W + a.pad;
  const int v = i % a.W + a.pad;
  T sum = 0;
  for (int r = 0; r < a.R && r <= h; ++r) {
    const int p = (h - r) / a.stride;
    if (p * a.stride != h - r || p >= a.P) continue;
    for (int s = 0; s < a.S && s <= v; ++s) {
      const int q = (v - s) / a.stride;
      if (q * a.stride != v - s || q >= a.Q) continue;
      sum += column[((c * a.R + r) * a.S + s) * a.P * a.Q + p * a.Q + q];
    }
  }
  grad_x[c * a.H * a.W + i] = sum;
}
//! [col2im]

// The three products of one group of one image: w column, its two gradients.
struct Products {
  gemm::Params forward, grad_input, grad_weight;
};

Products products(const Params& p) {
  const Index depth = p.group_channels() * p.R * p.S;
  const Index positions = p.P() * p.Q();
  return {{.M = p.group_kernels(), .N = positions, .K = depth},
          {.M = depth, .N = positions, .K = p.group_kernels(), .transpose_a = true},
          {.M = p.group_kernels(), .N = depth, .K = positions, .transpose_b = true, .accumulate = true}};
}

template <class T>
const gemm::Functions<T>& product() {
  return functions<T>(gemm::SEVEN_TARGET::double_buffered);
}

Index column_size(const Params& p) {
  constexpr Index kAligned = 32;  // what comes behind begins at a multiple of 128 bytes
  return (p.group_channels() * p.R * p.S * p.P() * p.Q() + kAligned - 1) / kAligned * kAligned;
}

Index workspace(const Params& p) {
  const Products of = products(p);
  const auto& gemm = product<float>();
  return column_size(p) +
         std::max({gemm.workspace(of.forward), gemm.workspace(of.grad_input), gemm.workspace(of.grad_weight)});
}

// Calls body(image, group) for each.
template <class F>
void for_each_part(const Params& p, F body) {
  for (Index n = 0; n < p.N; ++n) {
    for (Index g = 0; g < p.groups; ++g) body(n, g);
  }
}

template <class T>
void launch_im2col(T* column, const T* x, const Params& p) {
  const dim3 grid(blocks_for(p.P() * p.Q(), kThreads), narrow(p.group_channels() * p.R * p.S));
  launch(im2col<T>, {grid, kThreads}, column, x, sizes(p));
}

//! [forward]
template <class T>
void forward(T* y, const T* x, const T* w, const T* b, const Params& p, T* workspace) {
  const gemm::Params size = products(p).forward;
  for_each_part(p, [&](Index n, Index g) {
    launch_im2col(workspace, x + (n * p.groups + g) * p.group_channels() * p.H * p.W, p);
    const gemm::Epilogue<T> epilogue{.row_bias = b != nullptr ? b + g * p.group_kernels() : nullptr, .relu = p.relu};
    product<T>().run(y + (n * p.groups + g) * size.M * size.N, w + g * size.M * size.K, workspace, size, epilogue,
                     workspace + column_size(p));
  });
}
//! [forward]

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* w, const Params& p, T* workspace) {
  const gemm::Params size = products(p).grad_input;
  const dim3 grid(blocks_for(p.H * p.W, kThreads), narrow(p.group_channels()));
  for_each_part(p, [&](Index n, Index g) {
    product<T>().run(workspace, w + g * size.K * size.M, grad_y + (n * p.groups + g) * size.K * size.N, size, {},
                     workspace + column_size(p));
    T* to = grad_x + (n * p.groups + g) * p.group_channels() * p.H * p.W;
    launch(col2im<T>, {grid, kThreads}, to, workspace, sizes(p));
  });
}

template <class T>
void grad_weight(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& p, T* workspace) {
  const gemm::Params size = products(p).grad_weight;
  for_each_part(p, [&](Index n, Index g) {
    launch_im2col(workspace, x + (n * p.groups + g) * p.group_channels() * p.H * p.W, p);
    product<T>().run(grad_w + g * size.M * size.N, grad_y + (n * p.groups + g) * size.M * size.K, workspace, size, {},
                     workspace + column_size(p));
  });
  add_bias_gradient(grad_b, grad_y, sizes(p));
}

}  // namespace

const Variant im2col_gemm{"im2col_gemm",
                          Device::SEVEN_TARGET,
                          "",
                          {workspace, forward<float>, grad_input<float>, grad_weight<float>},
                          {workspace, forward<double>, grad_input<double>, grad_weight<double>}};

}  // namespace seven::conv2d::SEVEN_TARGET
