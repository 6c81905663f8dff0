// linear, variant gemm: against naive, each of the three problems is one matrix product.
// It should bring the speed of gemm: a weight that has been loaded serves many images of the batch.
// Run it: ./seven bench --op linear --variant gemm
#include <algorithm>

#include "core/parallel.h"
#include "ops/gemm/gemm.h"
#include "ops/linear/linear.h"
#include "ops/variant.h"

namespace seven::linear {

namespace {

// The three products in gemm's letters; w is stored as (K, C), so forward reads it transposed.
seven::gemm::Params forward_product(const Params& a) { return {.M = a.N, .N = a.K, .K = a.C, .transpose_b = true}; }
seven::gemm::Params input_product(const Params& a) { return {.M = a.N, .N = a.C, .K = a.K}; }
seven::gemm::Params weight_product(const Params& a) {
  return {.M = a.K, .N = a.C, .K = a.N, .transpose_a = true, .accumulate = true};
}

template <class T>
const seven::gemm::Functions<T>& product() {
  return functions<T>(seven::gemm::threaded);
}

template <class T>
Index workspace(const Params& a) {
  return std::max({product<T>().workspace(forward_product(a)), product<T>().workspace(input_product(a)),
                   product<T>().workspace(weight_product(a))});
}

template <class T>
void forward(T* y, const T* x, const T* w, const T* b, const Params& a, T* workspace) {
  product<T>().run(y, x, w, forward_product(a), {.column_bias = b, .relu = a.relu}, workspace);
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* w, const Params& a, T* workspace) {
  product<T>().run(grad_x, grad_y, w, input_product(a), {}, workspace);
}

template <class T>
void grad_weight(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& a, T* workspace) {
  product<T>().run(grad_w, grad_y, x, weight_product(a), {}, workspace);
  if (grad_b == nullptr) return;
  for (Index n = 0; n < a.N; ++n) {
    for (Index k = 0; k < a.K; ++k) grad_b[k] += grad_y[n * a.K + k];
  }
}

}  // namespace

constinit const Variant gemm{"gemm",
                             Device::cpu,
                             "",
                             {workspace<float>, forward<float>, grad_input<float>, grad_weight<float>},
                             {workspace<double>, forward<double>, grad_input<double>, grad_weight<double>}};

}  // namespace seven::linear
