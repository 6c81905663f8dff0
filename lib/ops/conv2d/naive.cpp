// conv2d, variant naive: the seven loops as they stand in the formula, for each of the three problems.
// The reference for all other variants: nothing is reordered, nothing is reused.
// Run it: ./seven bench --op conv2d --variant naive
// Chapter 01: chapters/01_seven_loops/README.md.
#include <algorithm>

#include "core/parallel.h"
#include "ops/conv2d/conv2d.h"
#include "ops/relu.h"

namespace seven::conv2d {

namespace {

Index workspace(const Params& /*p*/) { return 0; }

//! [window]
// One kernel k meets one window (p, q) of one image: calls body(element of x, element of w) for each pair that is
// inside the image. x_n is image n; its channels outside k's group are not touched.
template <class X, class W, class F>
void for_each_tap(X* x_n, W* w, const Params& a, Index k, Index p, Index q, F&& body) {
  const Index first_channel = k / a.group_kernels() * a.group_channels();
  for (Index c = 0; c < a.group_channels(); ++c) {
    for (Index r = 0; r < a.R; ++r) {
      for (Index s = 0; s < a.S; ++s) {
        const Index h = p * a.stride + r - a.pad;
        const Index v = q * a.stride + s - a.pad;
        if (h < 0 || h >= a.H || v < 0 || v >= a.W) continue;  // the padding: zeros
        body(x_n[((first_channel + c) * a.H + h) * a.W + v], w[((k * a.group_channels() + c) * a.R + r) * a.S + s]);
      }
    }
  }
}
//! [window]

//! [forward]
template <class T>
void forward(T* y, const T* x, const T* w, const T* b, const Params& a, T* /*workspace*/) {
  parallel_for(a.N * a.K, [&](Index item) {  // one output map
    const Index n = item / a.K;
    const Index k = item % a.K;
    T* out = y + item * a.P() * a.Q();
    for (Index p = 0; p < a.P(); ++p) {
      for (Index q = 0; q < a.Q(); ++q) {
        T sum = b != nullptr ? b[k] : T{0};
        for_each_tap(x + n * a.C * a.H * a.W, w, a, k, p, q, [&](T xi, T wi) { sum += xi * wi; });
        out[p * a.Q() + q] = a.relu ? relu(sum) : sum;
      }
    }
  });
}
//! [forward]

// Backward, derived in chapter 03: chapters/03_gradients/README.md.

//! [grad_input]
template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* w, const Params& a, T* /*workspace*/) {
  parallel_for(a.N, [&](Index n) {  // one image
    T* grad_x_n = grad_x + n * a.C * a.H * a.W;
    std::fill_n(grad_x_n, a.C * a.H * a.W, T{0});
    for (Index k = 0; k < a.K; ++k) {
      for (Index p = 0; p < a.P(); ++p) {
        for (Index q = 0; q < a.Q(); ++q) {
          const T g = grad_y[((n * a.K + k) * a.P() + p) * a.Q() + q];
          for_each_tap(grad_x_n, w, a, k, p, q, [&](T& grad_xi, T wi) { grad_xi += g * wi; });
        }
      }
    }
  });
}
//! [grad_input]

//! [grad_weight]
template <class T>
void grad_weight(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& a, T* /*workspace*/) {
  parallel_for(a.K, [&](Index k) {  // one kernel
    for (Index n = 0; n < a.N; ++n) {
      for (Index p = 0; p < a.P(); ++p) {
        for (Index q = 0; q < a.Q(); ++q) {
          const T g = grad_y[((n * a.K + k) * a.P() + p) * a.Q() + q];
          for_each_tap(x + n * a.C * a.H * a.W, grad_w, a, k, p, q, [&](T xi, T& grad_wi) { grad_wi += g * xi; });
          if (grad_b != nullptr) grad_b[k] += g;
        }
      }
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

}  // namespace seven::conv2d
