// pool2d, kernels, variant naive: a thread for each output, and on the way back one for each input.
// So backward turns the loop round: an input asks the windows that hold it, and sums are no longer shared: no atomics.
// Run it: ./seven bench --op pool2d --device cuda --variant naive
// Chapter 10: chapters/10_every_layer/README.md.
#include "ops/pool2d/cuda_variants.h"
#include "ops/pool2d/cuda_window.h"

namespace seven::pool2d::SEVEN_TARGET {

namespace {

constexpr int kThreads = 256;  // in a block

//! [forward]
// Budget: 256 threads, 50 %.
template <class T, Mode kMode>
__global__ void forward_kernel(T* y, const T* x, int size, Sizes a) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= size) return;
  const int row = i / a.Q;  // of all maps' outputs
  const int map = row / a.P;
  const Extent rows = extent(row - map * a.P, a.H, a);
  const Extent columns = extent(i - row * a.Q, a.W, a);
  const T* in = x + map * a.H * a.W;
  if constexpr (kMode == Mode::max) {
    y[i] = choose(in, rows, columns, a).value;
  } else {
    T sum = 0;
    for (int h = rows.first; h < rows.last; ++h) {
      for (int v = columns.first; v < columns.last; ++v) sum += in[h * a.W + v];
    }
    y[i] = sum / elements<T>(rows, columns);
  }
}
//! [forward]

//! [grad_input]
// This thread's element gets the gradient of each window that holds it and, if it is a maximum, has chosen it. Each
// such window is gone through once more for that: with windows of 3 x 3 and stride 2 up to four of them.
// Budget: 256 threads, 50 %; double: 37 %.
template <class T, Mode kMode>
__global__ void grad_input_kernel(T* grad_x, const T* grad_y, const T* x, int size, Sizes a) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= size) return;
  const int row = i / a.W;  // of all maps' inputs
  const int map = row / a.H;
  const int h = row - map * a.H;
  const int v = i - row * a.W;
  const Range ps = windows_over(h, h + 1, a.P, a);
  const Range qs = windows_over(v, v + 1, a.Q, a);
  T sum = 0;
  for (int p = ps.first; p < ps.last; ++p) {
    const Extent rows = extent(p, a.H, a);
    for (int q = qs.first; q < qs.last; ++q) {
      const Extent columns = extent(q, a.W, a);
      const int window = (map * a.P + p) * a.Q + q;
      if constexpr (kMode == Mode::average) {
        sum += grad_y[window] / elements<T>(rows, columns);
      } else if (choose(x + map * a.H * a.W, rows, columns, a).place == h * a.W + v) {
        sum += grad_y[window];
      }
    }
  }
  grad_x[i] = sum;
}
//! [grad_input]

template <class T>
void forward(T* y, const T* x, const Params& a) {
  const Index size = a.N * a.C * a.P() * a.Q();
  with_mode(a.mode, [&]<Mode kMode>(std::integral_constant<Mode, kMode>) {
    launch(forward_kernel<T, kMode>, {blocks_for(size, kThreads), kThreads}, y, x, narrow(size), sizes(a));
  });
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* x, const Params& a) {
  const Index size = a.N * a.C * a.H * a.W;
  with_mode(a.mode, [&]<Mode kMode>(std::integral_constant<Mode, kMode>) {
    launch(grad_input_kernel<T, kMode>, {blocks_for(size, kThreads), kThreads}, grad_x, grad_y, x, narrow(size),
           sizes(a));
  });
}

}  // namespace

const Variant naive{
    "naive", Device::SEVEN_TARGET, "", {forward<float>, grad_input<float>}, {forward<double>, grad_input<double>}};

}  // namespace seven::pool2d::SEVEN_TARGET
