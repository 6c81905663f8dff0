// linear, kernels, variant gemm: each of the three problems is one product, by gemm's tiles.
// naive reads all weights again for each image; a tile reads them once for 128. The bias and the ReLU ride along.
// Run it: ./seven bench --op linear --device cuda --variant gemm
// Chapter 10: chapters/10_every_layer/README.md.
#include "cuda/kernel.h"
#include "ops/gemm/cuda_variants.h"
#include "ops/kernels.h"
#include "ops/linear/cuda_variants.h"
#include "ops/variant.h"

namespace seven::linear::SEVEN_TARGET {

namespace {

constexpr int kThreads = 128;

// y = x w^T, grad_x = grad_y w, grad_w += grad_y^T x.
gemm::Params forward_product(const Params& p) { return {.M = p.N, .N = p.K, .K = p.C, .transpose_b = true}; }
gemm::Params grad_input_product(const Params& p) { return {.M = p.N, .N = p.C, .K = p.K}; }
gemm::Params grad_weight_product(const Params& p) {
  return {.M = p.K, .N = p.C, .K = p.N, .transpose_a = true, .accumulate = true};
}

template <class T>
const gemm::Functions<T>& product() {
  return functions<T>(gemm::SEVEN_TARGET::double_buffered);
}

Index workspace(const Params& p) {
  const auto& gemm = product<float>();
  return std::max({gemm.workspace(forward_product(p)), gemm.workspace(grad_input_product(p)),
                   gemm.workspace(grad_weight_product(p))});
}

// grad_b (K) += the columns' sums of grad_y (N, K): a thread a column, neighbours side by side.
// Budget: 128 threads, 100 %.
template <class T>
__global__ void bias_gradient(T* grad_b, const T* grad_y, int N, int K) {
  const int k = blockIdx.x * blockDim.x + threadIdx.x;
  if (k >= K) return;
  T sum = 0;
  for (int n = 0; n < N; ++n) sum += grad_y[n * K + k];
  grad_b[k] += sum;
}

//! [forward]
template <class T>
void forward(T* y, const T* x, const T* w, const T* b, const Params& p, T* workspace) {
  product<T>().run(y, x, w, forward_product(p), {.column_bias = b, .relu = p.relu}, workspace);
}
//! [forward]

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* w, const Params& p, T* workspace) {
  product<T>().run(grad_x, grad_y, w, grad_input_product(p), {}, workspace);
}

template <class T>
void grad_weight(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& p, T* workspace) {
  product<T>().run(grad_w, grad_y, x, grad_weight_product(p), {}, workspace);
  if (grad_b == nullptr) return;
  launch(bias_gradient<T>, {blocks_for(p.K, kThreads), kThreads}, grad_b, grad_y, narrow(p.N), narrow(p.K));
}

}  // namespace

const Variant gemm_tiles{"gemm",
                         Device::SEVEN_TARGET,
                         "",
                         {workspace, forward<float>, grad_input<float>, grad_weight<float>},
                         {workspace, forward<double>, grad_input<double>, grad_weight<double>}};

}  // namespace seven::linear::SEVEN_TARGET
