// activation, kernels, variant vectorised: a thread moves 16 bytes at a time, and takes several turns.
// Fewer, wider accesses keep more bytes on their way to and from memory, which is all that this op waits for.
// Run it: ./seven bench --op activation --device cuda --variant vectorised
// Chapter 08: chapters/08_first_kernels/README.md.
#include "cuda/packs.h"
#include "ops/activation/cuda_functions.h"
#include "ops/activation/cuda_variants.h"
#include "ops/kernels.h"

namespace seven::activation::SEVEN_TARGET {

namespace {

constexpr int kThreads = 256;  // in a block

//! [forward]
// Thread t takes the packs t, t + threads, t + 2 threads, ...: neighbours in each turn, as coalescing wants it.
// Budget: 256 threads, 100 %; double: 83 %.
template <class T, class F>
__global__ void forward_kernel(Pack<T>* y, const Pack<T>* x, int packs) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < packs; i += gridDim.x * blockDim.x) {
    Pack<T> pack = x[i];
    for (int j = 0; j < Pack<T>::kSize; ++j) pack.at[j] = F::value(pack.at[j]);
    y[i] = pack;
  }
}
//! [forward]

// Budget: 256 threads, 100 %.
template <class T, class F>
__global__ void grad_input_kernel(Pack<T>* grad_x, const Pack<T>* grad_y, const Pack<T>* y, int packs) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < packs; i += gridDim.x * blockDim.x) {
    Pack<T> pack = grad_y[i];
    const Pack<T> value = y[i];
    for (int j = 0; j < Pack<T>::kSize; ++j) pack.at[j] = F::gradient(pack.at[j], value.at[j]);
    grad_x[i] = pack;
  }
}

// What is left behind the last whole pack, or everything where a pointer is not a multiple of 16, goes to `naive`.
template <class T>
void forward(T* y, const T* x, const Params& a) {
  const Index packs = packs_in<T>(a.size, {y, x});
  const Index done = packs * Pack<T>::kSize;
  if (packs > 0) {
    with_function(a.kind, [&]<class F>(F) {
      launch(forward_kernel<T, F>, {blocks_in_turns(packs, kThreads), kThreads}, as_packs(y), as_packs(x),
             narrow(packs));
    });
  }
  functions<T>(naive).forward(y + done, x + done, {.size = a.size - done, .kind = a.kind});
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* y, const Params& a) {
  const Index packs = packs_in<T>(a.size, {grad_x, grad_y, y});
  const Index done = packs * Pack<T>::kSize;
  if (packs > 0) {
    with_function(a.kind, [&]<class F>(F) {
      launch(grad_input_kernel<T, F>, {blocks_in_turns(packs, kThreads), kThreads}, as_packs(grad_x), as_packs(grad_y),
             as_packs(y), narrow(packs));
    });
  }
  functions<T>(naive).grad_input(grad_x + done, grad_y + done, y + done, {.size = a.size - done, .kind = a.kind});
}

}  // namespace

const Variant vectorised{
    "vectorised", Device::SEVEN_TARGET, "", {forward<float>, grad_input<float>}, {forward<double>, grad_input<double>}};

}  // namespace seven::activation::SEVEN_TARGET
