// The gradient of conv2d's bias: a block for each kernel adds up what arrives at all positions of all images.
// Each thread sums every kThreads-th element, then the threads' sums are added pair by pair: a fixed order.
// Chapter 10: chapters/10_every_layer/README.md.
#include "cuda/kernel.h"
#include "ops/conv2d/cuda_variants.h"

namespace seven::conv2d::SEVEN_TARGET {

namespace {

constexpr int kThreads = 256;

//! [reduction]
// Budget: 256 threads, 100 %.
template <class T>
__global__ void bias_gradient(T* grad_b, const T* grad_y, Sizes a) {
  __shared__ T sums[kThreads];
  const int t = threadIdx.x;
  const int k = blockIdx.x;
  T sum = 0;
  for (int n = 0; n < a.N; ++n) {
    const T* map = grad_y + (n * a.K + k) * a.P * a.Q;
    for (int i = t; i < a.P * a.Q; i += kThreads) sum += map[i];
  }
  sums[t] = sum;
  for (int half = kThreads / 2; half > 0; half /= 2) {
    __syncthreads();
    if (t < half) sums[t] += sums[t + half];
  }
  if (t == 0) grad_b[k] += sums[0];
}
//! [reduction]

}  // namespace

template <class T>
void add_bias_gradient(T* grad_b, const T* grad_y, const Sizes& a) {
  if (grad_b == nullptr) return;
  launch(bias_gradient<T>, {static_cast<unsigned>(a.K), kThreads}, grad_b, grad_y, a);
}

template void add_bias_gradient(float*, const float*, const Sizes&);
template void add_bias_gradient(double*, const double*, const Sizes&);

}  // namespace seven::conv2d::SEVEN_TARGET
