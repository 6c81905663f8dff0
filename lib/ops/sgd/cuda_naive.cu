// sgd, kernels, variant naive: a thread for each parameter.
// The loop over the parameters is gone: no step of one waits for another's.
// Run it: ./seven bench --op sgd --device cuda --variant naive
// Chapter 10: chapters/10_every_layer/README.md.
#include "ops/kernels.h"
#include "ops/sgd/cuda_formulas.h"
#include "ops/sgd/cuda_variants.h"

namespace seven::sgd::SEVEN_TARGET {

namespace {

constexpr int kThreads = 256;  // in a block

// The pointers do not overlap: with that promise w, v and grad are loaded together, and the thread waits once.
//! [step]
// Budget: 256 threads, 100 %.
template <class T, class Formula>
__global__ void step_kernel(T* __restrict__ w, T* __restrict__ v, const T* __restrict__ grad, Formula formula,
                            int size) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < size) formula.step(w[i], v[i], grad[i]);
}
//! [step]

template <class T>
void step(T* w, T* v, const T* grad, const Params& a) {
  if (a.size == 0) return;
  with_formula<T>(a, [&]<class Formula>(const Formula& formula) {
    launch(step_kernel<T, Formula>, {blocks_for(a.size, kThreads), kThreads}, w, v, grad, formula, narrow(a.size));
  });
}

}  // namespace

const Variant naive{"naive", Device::SEVEN_TARGET, "", {step<float>}, {step<double>}};

}  // namespace seven::sgd::SEVEN_TARGET
