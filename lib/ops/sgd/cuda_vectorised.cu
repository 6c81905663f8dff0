// sgd, kernels, variant vectorised: a thread moves 16 bytes at a time, and takes several turns.
// Five numbers move for each parameter and six operations are done: fewer, wider accesses are all that is left to gain.
// Run it: ./seven bench --op sgd --device cuda --variant vectorised
// Chapter 10: chapters/10_every_layer/README.md.
#include "cuda/packs.h"
#include "ops/kernels.h"
#include "ops/sgd/cuda_formulas.h"
#include "ops/sgd/cuda_variants.h"

namespace seven::sgd::SEVEN_TARGET {

namespace {

constexpr int kThreads = 256;  // in a block

//! [step]
// Budget: 256 threads, 100 %.
template <class T, class Formula>
__global__ void step_kernel(Pack<T>* __restrict__ w, Pack<T>* __restrict__ v, const Pack<T>* __restrict__ grad,
                            Formula formula, int packs) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < packs; i += gridDim.x * blockDim.x) {
    Pack<T> weights = w[i];
    Pack<T> buffer = v[i];
    const Pack<T> gradient = grad[i];
    for (int j = 0; j < Pack<T>::kSize; ++j) formula.step(weights.at[j], buffer.at[j], gradient.at[j]);
    v[i] = buffer;
    w[i] = weights;
  }
}
//! [step]

// What is left behind the last whole pack, or everything where a pointer is not a multiple of 16, goes to `naive`.
template <class T>
void step(T* w, T* v, const T* grad, const Params& a) {
  const Index packs = packs_in<T>(a.size, {w, v, grad});
  const Index done = packs * Pack<T>::kSize;
  if (packs > 0) {
    with_formula<T>(a, [&]<class Formula>(const Formula& formula) {
      launch(step_kernel<T, Formula>, {blocks_in_turns(packs, kThreads), kThreads}, as_packs(w), as_packs(v),
             as_packs(grad), formula, narrow(packs));
    });
  }
  Params rest = a;
  rest.size = a.size - done;
  functions<T>(naive).step(w + done, v + done, grad + done, rest);
}

}  // namespace

const Variant vectorised{"vectorised", Device::SEVEN_TARGET, "", {step<float>}, {step<double>}};

}  // namespace seven::sgd::SEVEN_TARGET
