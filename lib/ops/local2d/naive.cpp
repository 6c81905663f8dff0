// local2d, variant naive: conv2d's seven loops, with the weights of the position (p, q) instead of shared ones.
// The reference for all other variants: nothing is reordered, nothing is reused.
// Run it: ./seven bench --op local2d --variant naive
#include <algorithm>

#include "core/parallel.h"
#include "ops/local2d/local2d.h"

namespace seven::local2d {

namespace {

Index workspace(const Params& /*p*/) { return 0; }

// One kernel k of position (p, q) meets its window of one image: calls body(element of x, element of w) for each pair
// that is inside the image. x_n is image n.
template <class X, class W, class F>
void for_each_tap(X* x_n, W* w, const Params& a, Index k, Index p, Index q, F&& body) {
  for (Index c = 0; c < a.C; ++c) {
    for (Index r = 0; r < a.R; ++r) {
      for (Index s = 0; s < a.S; ++s) {
        const Index h = p * a.stride + r - a.pad;
        const Index v = q * a.stride + s - a.pad;
        if (h < 0 || h >= a.H || v < 0 || v >= a.W) continue;  // the padding: zeros
        body(x_n[(c * a.H + h) * a.W + v], w[((((p * a.Q() + q) * a.K + k) * a.C + c) * a.R + r) * a.S + s]);
      }
    }
  }
}

template <class T>
void forward(T* y, const T* x, const T* w, const T* b, const Params& a, T* /*workspace*/) {
  parallel_for(a.N * a.K, [&](Index item) {  // one output map
    const Index n = item / a.K;
    const Index k = item % a.K;
    T* out = y + item * a.P() * a.Q();
    for (Index p = 0; p < a.P(); ++p) {
      for (Index q = 0; q < a.Q(); ++q) {
        T sum = b != nullptr ? b[(k * a.P() + p) * a.Q() + q] : T{0};
        for_each_tap(x + n * a.C * a.H * a.W, w, a, k, p, q, [&](T xi, T wi) { sum += xi * wi; });
        out[p * a.Q() + q] = sum;
      }
    }
  });
}

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

template <class T>
void grad_weight(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& a, T* /*workspace*/) {
  parallel_for(a.K, [&](Index k) {  // kernel k of all positions
    for (Index n = 0; n < a.N; ++n) {
      for (Index p = 0; p < a.P(); ++p) {
        for (Index q = 0; q < a.Q(); ++q) {
          const T g = grad_y[((n * a.K + k) * a.P() + p) * a.Q() + q];
          for_each_tap(x + n * a.C * a.H * a.W, grad_w, a, k, p, q, [&](T xi, T& grad_wi) { grad_wi += g * xi; });
          if (grad_b != nullptr) grad_b[(k * a.P() + p) * a.Q() + q] += g;
        }
      }
    }
  });
}

}  // namespace

constinit const Variant naive{"naive",
                              Device::cpu,
                              "",
                              {workspace, forward<float>, grad_input<float>, grad_weight<float>},
                              {workspace, forward<double>, grad_input<double>, grad_weight<double>}};

}  // namespace seven::local2d
