// activation, kernels, variant naive: a thread for each element.
// The loop over the elements is gone: the grid is the loop, and the guard its end.
// Run it: ./seven bench --op activation --device cuda --variant naive
// Chapter 08: chapters/08_first_kernels/README.md.
#include "ops/activation/cuda_functions.h"
#include "ops/activation/cuda_variants.h"
#include "ops/kernels.h"

namespace seven::activation::SEVEN_TARGET {

namespace {

constexpr int kThreads = 256;  // in a block

//! [forward]
// Budget: 256 threads, 100 %.
template <class T, class F>
__global__ void forward_kernel(T* y, const T* x, int size) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < size) y[i] = F::value(x[i]);
}
//! [forward]

// Budget: 256 threads, 100 %.
template <class T, class F>
__global__ void grad_input_kernel(T* grad_x, const T* grad_y, const T* y, int size) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < size) grad_x[i] = F::gradient(grad_y[i], y[i]);
}

//! [launch]
template <class T>
void forward(T* y, const T* x, const Params& a) {
  if (a.size == 0) return;
  with_function(a.kind, [&]<class F>(F) {
    launch(forward_kernel<T, F>, {blocks_for(a.size, kThreads), kThreads}, y, x, narrow(a.size));
  });
}
//! [launch]

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* y, const Params& a) {
  if (a.size == 0) return;
  with_function(a.kind, [&]<class F>(F) {
    launch(grad_input_kernel<T, F>, {blocks_for(a.size, kThreads), kThreads}, grad_x, grad_y, y, narrow(a.size));
  });
}

}  // namespace

const Variant naive{
    "naive", Device::SEVEN_TARGET, "", {forward<float>, grad_input<float>}, {forward<double>, grad_input<double>}};

}  // namespace seven::activation::SEVEN_TARGET
