// linear, variant naive: one sum for each output, as in the formula, for each of the three problems.
// The reference for all other variants: nothing is reordered, nothing is reused.
// Run it: ./seven bench --op linear --variant naive
// Chapter 03: chapters/03_gradients/README.md.
#include "core/parallel.h"
#include "ops/linear/linear.h"
#include "ops/relu.h"

namespace seven::linear {

namespace {

Index workspace(const Params& /*p*/) { return 0; }

//! [forward]
template <class T>
void forward(T* y, const T* x, const T* w, const T* b, const Params& a, T* /*workspace*/) {
  parallel_for(a.N, [&](Index n) {  // one image
    for (Index k = 0; k < a.K; ++k) {
      T sum = b != nullptr ? b[k] : T{0};
      for (Index c = 0; c < a.C; ++c) sum += w[k * a.C + c] * x[n * a.C + c];
      y[n * a.K + k] = a.relu ? relu(sum) : sum;
    }
  });
}
//! [forward]

//! [grad_input]
template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* w, const Params& a, T* /*workspace*/) {
  parallel_for(a.N, [&](Index n) {  // one image
    for (Index c = 0; c < a.C; ++c) {
      T sum{0};
      for (Index k = 0; k < a.K; ++k) sum += grad_y[n * a.K + k] * w[k * a.C + c];
      grad_x[n * a.C + c] = sum;
    }
  });
}
//! [grad_input]

//! [grad_weight]
template <class T>
void grad_weight(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& a, T* /*workspace*/) {
  parallel_for(a.K, [&](Index k) {  // one unit
    for (Index n = 0; n < a.N; ++n) {
      const T g = grad_y[n * a.K + k];
      for (Index c = 0; c < a.C; ++c) grad_w[k * a.C + c] += g * x[n * a.C + c];
      if (grad_b != nullptr) grad_b[k] += g;
    }
  });
}
//! [grad_weight]

}  // namespace

constinit const Variant naive{"naive",
                              Device::cpu,
                              "",
                              {workspace, forward<float>, grad_input<float>, grad_weight<float>},
                              {workspace, forward<double>, grad_input<double>, grad_weight<double>}};

}  // namespace seven::linear
