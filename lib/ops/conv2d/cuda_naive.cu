// conv2d, kernels, variant naive: a thread for each result, which does the loops that are left by itself.
// Of the seven loops the grid takes four (image, kernel, row, column); channel, r and s stay. No atomics: a thread of
// grad_input or grad_weight gathers all that its element gets.
// Run it: ./seven bench --op conv2d --device cuda --variant naive
// Chapter 08: chapters/08_first_kernels/README.md.
#include "cuda/kernel.h"
#include "ops/conv2d/cuda_variants.h"

namespace seven::conv2d::SEVEN_TARGET {

namespace {

constexpr int kThreads = 128;

Index workspace(const Params& /*p*/) { return 0; }

//! [forward]
// Budget: 128 threads, 100 %.
template <class T>
__global__ void forward_kernel(T* y, const T* x, const T* w, const T* b, Sizes a) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  const int k = blockIdx.y;
  const int n = blockIdx.z;
  if (i >= a.P * a.Q) return;
  const int p = i / a.Q;
  const int q = i % a.Q;
  const int group = k / a.group_kernels;
  T sum = b != nullptr ? b[k] : T(0);
  for (int c = 0; c < a.group_channels; ++c) {
    const T* map = x + (n * a.C + group * a.group_channels + c) * a.H * a.W;
    for (int r = 0; r < a.R; ++r) {
      for (int s = 0; s < a.S; ++s) {
        const int h = p * a.stride + r - a.pad;
        const int v = q * a.stride + s - a.pad;
        if (h < 0 || h >= a.H || v < 0 || v >= a.W) continue;  // the padding: zeros
        sum += map[h * a.W + v] * w[((k * a.group_channels + c) * a.R + r) * a.S + s];
      }
    }
  }
  y[(n * a.K + k) * a.P * a.Q + i] = a.relu && sum <= T(0) ? T(0) : sum;
}
//! [forward]

//! [grad_input]
// Which windows saw this pixel? Those with p * stride + r - pad == h, for some row r of the kernel.
// Budget: 128 threads, 100 %.
template <class T>
__global__ void grad_input_kernel(T* grad_x, const T* grad_y, const T* w, Sizes a) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  const int c = blockIdx.y;
  const int n = blockIdx.z;
  if (i >= a.H * a.W) return;
  const int h = i / a.W;
  const int v = i % a.W;
  const int group = c / a.group_channels;
  const int c_in_group = c % a.group_channels;
  T sum = 0;
  for (int k = group * a.group_kernels; k < (group + 1) * a.group_kernels; ++k) {
    const T* map = grad_y + (n * a.K + k) * a.P * a.Q;
    for (int r = 0; r < a.R; ++r) {
      const int p = (h + a.pad - r) / a.stride;
      if (h + a.pad < r || p * a.stride != h + a.pad - r || p >= a.P) continue;
      for (int s = 0; s < a.S; ++s) {
        const int q = (v + a.pad - s) / a.stride;
        if (v + a.pad < s || q * a.stride != v + a.pad - s || q >= a.Q) continue;
        sum += map[p * a.Q + q] * w[((k * a.group_channels + c_in_group) * a.R + r) * a.S + s];
      }
    }
  }
  grad_x[(n * a.C + c) * a.H * a.W + i] = sum;
}
//! [grad_input]

//! [grad_weight]
// Budget: 128 threads, 62 %; double: 75 %.
template <class T>
__global__ void grad_weight_kernel(T* grad_w, const T* grad_y, const T* x, Sizes a) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;  // (c, r, s)
  const int k = blockIdx.y;
  if (i >= a.group_channels * a.R * a.S) return;
  const int s = i % a.S;
  const int r = i / a.S % a.R;
  const int c = k / a.group_kernels * a.group_channels + i / (a.R * a.S);
  T sum = 0;
  for (int n = 0; n < a.N; ++n) {
    const T* from = x + (n * a.C + c) * a.H * a.W;
    const T* map = grad_y + (n * a.K + k) * a.P * a.Q;
    for (int p = 0; p < a.P; ++p) {
      const int h = p * a.stride + r - a.pad;
      if (h < 0 || h >= a.H) continue;
      for (int q = 0; q < a.Q; ++q) {
        const int v = q * a.stride + s - a.pad;
        if (v >= 0 && v < a.W) sum += map[p * a.Q + q] * from[h * a.W + v];
      }
    }
  }
  grad_w[k * a.group_channels * a.R * a.S + i] += sum;
}
//! [grad_weight]

template <class T>
void forward(T* y, const T* x, const T* w, const T* b, const Params& p, T* /*workspace*/) {
  const Sizes a = sizes(p);
  const dim3 grid(blocks_for(p.P() * p.Q(), kThreads), a.K, a.N);
  launch(forward_kernel<T>, {grid, kThreads}, y, x, w, b, a);
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* w, const Params& p, T* /*workspace*/) {
  const Sizes a = sizes(p);
  const dim3 grid(blocks_for(p.H * p.W, kThreads), a.C, a.N);
  launch(grad_input_kernel<T>, {grid, kThreads}, grad_x, grad_y, w, a);
}

template <class T>
void grad_weight(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& p, T* /*workspace*/) {
  const Sizes a = sizes(p);
  const dim3 grid(blocks_for(p.group_channels() * p.R * p.S, kThreads), a.K);
  launch(grad_weight_kernel<T>, {grid, kThreads}, grad_w, grad_y, x, a);
  add_bias_gradient(grad_b, grad_y, a);
}

}  // namespace

const Variant naive{"naive",
                    Device::SEVEN_TARGET,
                    "",
                    {workspace, forward<float>, grad_input<float>, grad_weight<float>},
                    {workspace, forward<double>, grad_input<double>, grad_weight<double>}};

}  // namespace seven::conv2d::SEVEN_TARGET
