// The gradient checker: is `backward` the derivative of `forward`? For any function of named tensors, in double; other
// projects include this header to check layers of their own.
//
// With a random cotangent g, L = <g, forward(inputs)> is one number, and backward must return its gradient. Each probed
// element is moved by h, h/2 and h/4 both ways; Richardson's rule on the centred differences gives the numeric
// derivative with an error of order h^4. From the forward values alone come two further readings:
//
// - Kinks. For a smooth function the gap between the two one-sided slopes halves when h halves. Where it does not, h is
//   made smaller twice (the kink may only be near); if that does not help, the element sits on a kink (relu at 0, equal
//   maxima), has no derivative there, and is skipped and counted.
// - The order. The error of the centred difference against a right gradient falls as h^2: order 2. Against a wrong one,
//   it stays: order 0.
//
// Each input is also moved as a whole, along (1, ..., 1) and along a random direction. The first sees what single
// elements cannot: when all elements move together, equal maxima stay equal and the function is smooth. The second
// reaches the elements that were not probed.
// Chapter 03: chapters/03_gradients/README.md.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/tensor.h"

namespace seven {

using NamedTensors = std::map<std::string, Tensor<double>>;
using ForwardFunction = std::function<Tensor<double>(const NamedTensors& inputs)>;
using BackwardFunction = std::function<NamedTensors(const NamedTensors& inputs, const Tensor<double>& grad_y)>;

struct GradientCheckOptions {
  double step = 1e-3;       // h, in units of the element moved or of the root mean square of its tensor, the larger one
  double tolerance = 1e-7;  // of the error, in units of the derivative or of the input's root mean square, the larger
  std::uint64_t seed = 1;   // of the cotangent, the probes and the directions
  Index max_probes = 64;    // elements probed of each input: a random choice of a larger one
  std::vector<std::string> inputs;  // the inputs that must have a gradient; if empty, those that backward returns
};

// One comparison of a derivative: of an element, or of a whole input along a direction.
struct GradientProbe {
  std::string input;
  std::string where;   // "w[3, 0, 1, 2]", "x along all ones", "x along a random direction"
  Index element = -1;  // its flat index; -1 for a direction
  double numeric = 0.0;
  double analytic = 0.0;
  double relative_error = 0.0;  // |numeric - analytic| / max(|numeric|, |analytic|)
  double allowed = 0.0;         // for |numeric - analytic|
  double ratio = 0.0;           // |numeric - analytic| / allowed: above 1 (or NaN) is a failure
};

struct InputGradient {
  std::string input;
  Shape shape;
  Index probes = 0;             // elements compared
  Index kinks = 0;              // elements skipped
  Index directions = 0;         // directions compared, at most 2
  Index failures = 0;           // of these comparisons
  std::optional<double> order;  // of the centred difference; none where only rounding is left (linear functions)
  GradientProbe worst;
};

struct GradientReport {
  bool passed = false;
  Index probes = 0;  // sums over the inputs
  Index kinks = 0;
  Index directions = 0;
  std::optional<double> order;  // over all inputs; none: "exact"
  GradientProbe worst;          // the largest ratio of all
  std::vector<InputGradient> inputs;
  std::vector<std::string> failures;  // one sentence each

  [[nodiscard]] std::string order_text() const;  // "2.00" or "exact"
  [[nodiscard]] std::string str() const;         // a readable block of a few lines
};

// `forward` must be a pure function of its inputs: dropout and the like with a fixed seed. `backward` returns one
// gradient for each input that is to be checked. A wrong gradient, NaN, or an input of which nothing could be compared
// is a failed report; a gradient of the wrong shape, of an unknown name, or missing throws Error.
GradientReport check_gradient(const ForwardFunction& forward, const BackwardFunction& backward, NamedTensors inputs,
                              const GradientCheckOptions& options = {});

}  // namespace seven
