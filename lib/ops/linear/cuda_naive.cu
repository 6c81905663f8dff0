// linear, kernels, variant naive: a thread for each sum of the three problems.
// A warp's threads share one of the two numbers they multiply; the other they read side by side, but for w in forward,
// where each walks along a row of its own. Run it: ./seven bench --op linear --device cuda --variant naive
// Chapter 10: chapters/10_every_layer/README.md.
#include "cuda/kernel.h"
#include "ops/kernels.h"
#include "ops/linear/cuda_variants.h"

namespace seven::linear::SEVEN_TARGET {

namespace {

constexpr int kThreads = 256;  // in a block

struct Sizes {
  int N, C, K;
  bool relu;
};

//! [forward]
// Budget: 256 threads, 100 %.
template <class T>
__global__ void forward_kernel(T* y, const T* x, const T* w, const T* b, Sizes a) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= a.N * a.K) return;
  const int n = i / a.K;
  const int k = i - n * a.K;
  const T* image = x + n * a.C;
  const T* unit = w + k * a.C;
  T sum = b != nullptr ? b[k] : T(0);
  for (int c = 0; c < a.C; ++c) sum += unit[c] * image[c];
  y[i] = a.relu && sum <= T(0) ? T(0) : sum;  // NaN stays
}
//! [forward]

//! [grad_input]
// Budget: 256 threads, 100 %.
template <class T>
__global__ void grad_input_kernel(T* grad_x, const T* grad_y, const T* w, Sizes a) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= a.N * a.C) return;
  const int n = i / a.C;
  const int c = i - n * a.C;
  T sum = 0;
  for (int k = 0; k < a.K; ++k) sum += grad_y[n * a.K + k] * w[k * a.C + c];
  grad_x[i] = sum;
}
//! [grad_input]

// One thread adds over all images, in their order: nobody else writes its sum, and it is the same in each run.
//! [grad_weight]
// Budget: 256 threads, 100 %.
template <class T>
__global__ void grad_weight_kernel(T* grad_w, const T* grad_y, const T* x, Sizes a) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= a.K * a.C) return;
  const int k = i / a.C;
  const int c = i - k * a.C;
  T sum = 0;
  for (int n = 0; n < a.N; ++n) sum += grad_y[n * a.K + k] * x[n * a.C + c];
  grad_w[i] += sum;
}
//! [grad_weight]

// Budget: 256 threads, 100 %.
template <class T>
__global__ void grad_bias_kernel(T* grad_b, const T* grad_y, Sizes a) {
  const int k = blockIdx.x * blockDim.x + threadIdx.x;
  if (k >= a.K) return;
  T sum = 0;
  for (int n = 0; n < a.N; ++n) sum += grad_y[n * a.K + k];
  grad_b[k] += sum;
}

// Throws Error if one of the tensors is too large for a kernel.
Sizes sizes(const Params& a) {
  for (const Index size : {a.N * a.C, a.N * a.K, a.K * a.C}) narrow(size);
  return {narrow(a.N), narrow(a.C), narrow(a.K), a.relu};
}

Index workspace(const Params& /*p*/) { return 0; }

template <class T>
void forward(T* y, const T* x, const T* w, const T* b, const Params& a, T* /*workspace*/) {
  launch(forward_kernel<T>, {blocks_for(a.N * a.K, kThreads), kThreads}, y, x, w, b, sizes(a));
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* w, const Params& a, T* /*workspace*/) {
  launch(grad_input_kernel<T>, {blocks_for(a.N * a.C, kThreads), kThreads}, grad_x, grad_y, w, sizes(a));
}

template <class T>
void grad_weight(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& a, T* /*workspace*/) {
  launch(grad_weight_kernel<T>, {blocks_for(a.K * a.C, kThreads), kThreads}, grad_w, grad_y, x, sizes(a));
  if (grad_b != nullptr) launch(grad_bias_kernel<T>, {blocks_for(a.K, kThreads), kThreads}, grad_b, grad_y, sizes(a));
}

}  // namespace

const Variant naive{"naive",
                    Device::SEVEN_TARGET,
                    "",
                    {workspace, forward<float>, grad_input<float>, grad_weight<float>},
                    {workspace, forward<double>, grad_input<double>, grad_weight<double>}};

}  // namespace seven::linear::SEVEN_TARGET
