// Max-pooling, backward: sizes, winners of windows over random numbers, and what has to come out.
#pragma once

#include <vector>

#include "learn/check.h"
#include "learn/checks/values.h"

namespace seven::learn {

struct PoolSizes {
  Index N, C, H, W, window, stride;
  [[nodiscard]] Index P() const { return (H - window) / stride + 1; }
  [[nodiscard]] Index Q() const { return (W - window) / stride + 1; }
  [[nodiscard]] Index maps() const { return N * C; }
};

inline PoolSizes pool_sizes(const Check& check) {
  return {check.size("n", 1), check.size("c", 1),   check.size("h"),
          check.size("w"),    check.size("window"), check.size("stride")};
}

// (N, C, P, Q), each h * W + v.
inline std::vector<int> winners(const Check& check, const PoolSizes& a) {
  const std::vector<float> x = random_floats(check, 0, a.maps() * a.H * a.W, -1.0, 1.0);
  std::vector<int> argmax;
  for (Index map = 0; map < a.maps(); ++map)
    for (Index p = 0; p < a.P(); ++p)
      for (Index q = 0; q < a.Q(); ++q) {
        const float* in = x.data() + map * a.H * a.W;
        Index best = p * a.stride * a.W + q * a.stride;
        for (Index i = 0; i < a.window * a.window; ++i) {
          const Index place = (p * a.stride + i / a.window) * a.W + q * a.stride + i % a.window;
          if (in[place] > in[best]) best = place;
        }
        argmax.push_back(as_int(best));
      }
  return argmax;
}

// From the side of the elements: each of them asks all windows of its map whether it has won them.
inline std::vector<double> gathered(const PoolSizes& a, const Array<float>& grad_y, const Array<int>& argmax) {
  const Index outputs = a.P() * a.Q();
  std::vector<double> grad_x;
  for (Index map = 0; map < a.maps(); ++map)
    for (Index place = 0; place < a.H * a.W; ++place) {
      double sum = 0.0;
      for (Index i = map * outputs; i < (map + 1) * outputs; ++i) sum += argmax[i] == place ? grad_y[i] : 0.0f;
      grad_x.push_back(sum);
    }
  return grad_x;
}

}  // namespace seven::learn
