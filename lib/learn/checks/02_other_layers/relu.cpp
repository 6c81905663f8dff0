// relu and relu_backward, compared with the definition by a product: y = x * slope, grad_x = grad_y * slope.
#include <limits>

#include "learn/checks.h"
#include "learn/checks/values.h"

namespace seven::learn {

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

std::vector<float> values_of(const Check& check) {
  switch (check.size("values", 0)) {
    case 1: return {-2.0f, -0.5f, 0.0f, 0.5f, 3.0f};
    case 2: return {-kInfinity, -1e30f, -1e-30f, 1e-30f, 1e30f, kInfinity};
    default: return random_floats(check, 0, check.size("size"), -1.0, 1.0);
  }
}

}  // namespace

void check_relu(Check& check) {
  const std::vector<float> values = values_of(check);
  const Shape shape{static_cast<Index>(values.size())};
  const auto x = check.input<float>("x", shape, values, "i");
  const auto y = check.output<float>("y", shape, "i");
  check.call("relu", y, x, as_int(shape.size()));
  std::vector<double> expected;
  for (const float value : values) expected.push_back(std::max(0.0, static_cast<double>(value)));
  check.expect(y, expected, {0.0, 0.0});
}

void check_relu_backward(Check& check) {
  std::vector<float> outputs{0.0f, 0.0f, 0.5f, 3.0f, 0.0f, 2.0f};
  std::vector<float> gradients{1.5f, -2.0f, -0.5f, 4.0f, -3.0f, 1.0f};
  if (check.size("values", 0) == 0) {
    outputs = values_of(check);
    for (float& value : outputs) value = std::max(0.0f, value);
    gradients = random_floats(check, 1, check.size("size"), -1.0, 1.0);
  }
  const Shape shape{static_cast<Index>(outputs.size())};
  const auto y = check.input<float>("y", shape, outputs, "i");
  const auto grad_y = check.input<float>("grad_y", shape, gradients, "i");
  const auto grad_x = check.output<float>("grad_x", shape, "i");
  check.call("relu_backward", grad_x, grad_y, y, as_int(shape.size()));
  std::vector<double> expected;
  for (Index i = 0; i < shape.size(); ++i) {
    const double slope = y[i] > 0.0f ? 1.0 : 0.0;
    expected.push_back(slope * grad_y[i]);
  }
  check.expect(grad_x, expected, {0.0, 0.0});
}

Score score_relu(Check& check) {
  const Index size = 4 << 20;
  const auto x = check.input<float>("x", {size});
  const auto y = check.output<float>("y", {size});
  Score score;
  score.seconds = check.time(0.1, "relu", y, x, as_int(size));
  score.bytes = 8.0 * static_cast<double>(size);
  score.size = "relu of 4 million numbers";
  return score;
}

}  // namespace seven::learn
