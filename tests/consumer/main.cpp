// A layer that the library does not have, y = x * sigmoid(x), proved right by the library's gradient checker.
//   consumer          exits with 0: the gradient is right
//   consumer wrong    exits with 1: the gradient forgets that sigmoid depends on x as well
#include <check/gradient.h>
#include <core/error.h>
#include <core/philox.h>

#include <cmath>
#include <cstdio>
#include <string_view>

namespace {

using seven::Index;
using seven::NamedTensors;
using seven::Tensor;

double sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }

Tensor<double> forward(const NamedTensors& inputs) {
  const Tensor<double>& x = inputs.at("x");
  Tensor<double> y(x.shape());
  for (Index i = 0; i < x.size(); ++i) y[i] = x[i] * sigmoid(x[i]);
  return y;
}

NamedTensors backward(const NamedTensors& inputs, const Tensor<double>& grad_y, bool wrong) {
  const Tensor<double>& x = inputs.at("x");
  Tensor<double> grad_x(x.shape());
  for (Index i = 0; i < x.size(); ++i) {
    const double s = sigmoid(x[i]);
    grad_x[i] = grad_y[i] * (wrong ? s : s + x[i] * s * (1.0 - s));
  }
  return {{"x", grad_x}};
}

}  // namespace

int main(int argc, char** argv) {
  const bool wrong = argc > 1 && std::string_view(argv[1]) == "wrong";
  try {
    NamedTensors inputs{{"x", Tensor<double>({2, 3, 4, 5})}};
    seven::Random random(1, seven::Purpose::test);
    for (double& value : inputs.at("x").span()) value = random.normal();
    const seven::GradientReport report = seven::check_gradient(
        forward, [wrong](const NamedTensors& in, const Tensor<double>& grad_y) { return backward(in, grad_y, wrong); },
        inputs);
    std::printf("%s\n", report.str().c_str());
    return report.passed ? 0 : 1;
  } catch (const seven::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 3;  // neither right nor wrong: the test must not take it for a caught gradient
  }
}
