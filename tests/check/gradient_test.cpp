// What the checker must let pass: right gradients of smooth functions, of linear ones, and of ones with kinks.
#include "check/gradient.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/philox.h"

using namespace seven;

namespace {

Tensor<double> random_tensor(const Shape& shape, std::uint64_t seed = 3) {
  Tensor<double> tensor(shape);
  Random random(seed, Purpose::test);
  for (double& value : tensor.span()) value = random.normal();
  return tensor;
}

// y[i] = f(x[i]), with its derivative.
template <class F, class D>
GradientReport check_elementwise(const Tensor<double>& x, F f, D derivative, const GradientCheckOptions& options = {}) {
  return check_gradient(
      [&](const NamedTensors& in) {
        Tensor<double> y = in.at("x");
        for (double& value : y.span()) value = f(value);
        return y;
      },
      [&](const NamedTensors& in, const Tensor<double>& grad_y) {
        Tensor<double> grad = in.at("x");
        for (Index i = 0; i < grad.size(); ++i) grad[i] = grad_y[i] * derivative(grad[i]);
        return NamedTensors{{"x", grad}};
      },
      {{"x", x}}, options);
}

double tanh_slope(double x) { return 1.0 - std::tanh(x) * std::tanh(x); }
double relu(double x) { return std::max(x, 0.0); }
double relu_slope(double x) { return x > 0.0 ? 1.0 : 0.0; }

template <class F>
std::string error_of(F&& f) {
  try {
    f();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("tanh: right, of order 2, no kinks") {
  const GradientReport report = check_elementwise(
      random_tensor({3, 7}), [](double x) { return std::tanh(x); }, tanh_slope);
  CHECK_MESSAGE(report.passed, report.str());
  CHECK(report.probes == 21);
  CHECK(report.kinks == 0);
  CHECK(report.directions == 2);
  REQUIRE(report.order);
  CHECK(*report.order == doctest::Approx(2.0).epsilon(0.02));
  CHECK(report.worst.ratio < 0.1);
}

TEST_CASE("log of softmax, where every output depends on every input: right, of order 2") {
  const auto probabilities = [](const Tensor<double>& x) {
    Tensor<double> p = x;
    double sum = 0.0;
    for (double& value : p.span()) sum += value = std::exp(value);
    for (double& value : p.span()) value /= sum;
    return p;
  };
  const GradientReport report = check_gradient(
      [&](const NamedTensors& in) {
        Tensor<double> loss(Shape{});
        loss[0] = -std::log(probabilities(in.at("x"))[2]);
        return loss;
      },
      [&](const NamedTensors& in, const Tensor<double>& grad_loss) {
        Tensor<double> grad = probabilities(in.at("x"));
        grad[2] -= 1.0;
        for (double& value : grad.span()) value *= grad_loss[0];
        return NamedTensors{{"x", grad}};
      },
      {{"x", random_tensor({9})}});
  CHECK_MESSAGE(report.passed, report.str());
  REQUIRE(report.order);
  CHECK(*report.order == doctest::Approx(2.0).epsilon(0.02));
}

TEST_CASE("linear and quadratic functions leave rounding only: exact") {
  const GradientReport linear = check_elementwise(
      random_tensor({8}), [](double x) { return 3.0 * x; }, [](double) { return 3.0; });
  CHECK(linear.passed);
  CHECK(linear.order_text() == "exact");
  const GradientReport square = check_elementwise(
      random_tensor({8}), [](double x) { return x * x; }, [](double x) { return 2.0 * x; });
  CHECK(square.passed);
  CHECK(square.order_text() == "exact");
}

TEST_CASE("numbers of any size: the step and what is allowed follow them") {
  for (const double size : {1e-12, 1e-4, 1e6, 1e12}) {
    Tensor<double> x = random_tensor({12});
    for (double& value : x.span()) value *= size;
    const auto f = [size](double v) { return std::tanh(v / size); };
    const auto right = [size](double v) { return tanh_slope(v / size) / size; };
    const auto wrong = [size](double v) { return 1.00001 * tanh_slope(v / size) / size; };
    CHECK(check_elementwise(x, f, right).passed);
    CHECK_FALSE(check_elementwise(x, f, wrong).passed);
  }
}

TEST_CASE("relu: elements on the kink are skipped and counted, those beside it are not") {
  Tensor<double> x = random_tensor({40});
  x[3] = x[17] = x[39] = 0.0;
  x[5] = 1e-4;  // nearer to the kink than the first step
  const GradientReport report = check_elementwise(x, relu, relu_slope);
  CHECK_MESSAGE(report.passed, report.str());
  CHECK(report.kinks == 3);
  CHECK(report.probes == 37);
  CHECK(report.order_text() == "exact");
}

TEST_CASE("a kink anywhere within the step is either avoided or skipped, never taken for a wrong gradient") {
  for (int i = -60; i <= 60; ++i) {
    Tensor<double> x(Shape{2});
    x[0] = 1.0;
    x[1] = i * 2e-5;
    CHECK_MESSAGE(check_elementwise(x, relu, relu_slope).passed, "x = ", x[1]);
  }
}

TEST_CASE("nothing but kinks is a failure that says so") {
  const GradientReport report = check_elementwise(Tensor<double>(Shape{6}), relu, relu_slope);
  CHECK_FALSE(report.passed);
  CHECK(report.kinks == 6);
  CHECK(report.directions == 0);
  CHECK(report.str().find("nothing was compared") != std::string::npos);
}

TEST_CASE("a wrong element is named by its index, and shows order 0") {
  const Tensor<double> x = random_tensor({2, 3, 4});
  const GradientReport report = check_gradient(
      [](const NamedTensors& in) {
        Tensor<double> y = in.at("x");
        for (double& value : y.span()) value = std::tanh(value);
        return y;
      },
      [](const NamedTensors& in, const Tensor<double>& grad_y) {
        Tensor<double> grad = in.at("x");
        for (Index i = 0; i < grad.size(); ++i) grad[i] = grad_y[i] * tanh_slope(grad[i]);
        grad[17] += 0.25;
        return NamedTensors{{"x", grad}};
      },
      {{"x", x}});
  CHECK_FALSE(report.passed);
  CHECK(report.worst.element == 17);
  CHECK(report.worst.where == "x[1, 1, 1]");
  CHECK(report.worst.analytic - report.worst.numeric == doctest::Approx(0.25));
  REQUIRE(report.order);
  CHECK(std::abs(*report.order) < 0.05);
  CHECK(report.str().find("x[1, 1, 1] (element 17)") != std::string::npos);
}

TEST_CASE("a large input is sampled: the choice repeats with the seed, and the directions reach the rest") {
  const Tensor<double> x = random_tensor({5000});
  GradientCheckOptions options;
  options.max_probes = 10;
  const GradientReport report = check_elementwise(
      x, [](double v) { return std::tanh(v); }, tanh_slope, options);
  CHECK(report.passed);
  CHECK(report.probes == 10);
  // One wrong element of 5000 is hardly among the ten, but each direction moves it.
  const GradientReport wrong = check_gradient([](const NamedTensors& in) { return in.at("x"); },
                                              [](const NamedTensors&, const Tensor<double>& grad_y) {
                                                Tensor<double> grad = grad_y;
                                                grad[4321] *= 2.0;
                                                return NamedTensors{{"x", grad}};
                                              },
                                              {{"x", x}}, options);
  CHECK_FALSE(wrong.passed);
  CHECK(wrong.worst.element == -1);
  CHECK(wrong.worst.where.starts_with("x along"));
}

TEST_CASE("NaN and infinity fail wherever they are, even where nothing is probed") {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  GradientCheckOptions options;
  options.max_probes = 2;
  for (const double bad : {kNan, kInfinity}) {
    const Tensor<double> x = random_tensor({100});
    const auto at = [&](const Tensor<double>& tensor, Index i) {
      Tensor<double> changed = tensor;
      changed[i] = bad;
      return changed;
    };
    for (Index i = 0; i < 100; ++i) {
      const GradientReport gradient = check_gradient([](const NamedTensors& in) { return in.at("x"); },
                                                     [&](const NamedTensors&, const Tensor<double>& grad_y) {
                                                       return NamedTensors{{"x", at(grad_y, i)}};
                                                     },
                                                     {{"x", x}}, options);
      CHECK_FALSE(gradient.passed);
      CHECK(gradient.str().find("[" + std::to_string(i) + "]") != std::string::npos);
    }
    const GradientReport output = check_gradient([&](const NamedTensors& in) { return at(in.at("x"), 50); },
                                                 [](const NamedTensors&, const Tensor<double>& grad_y) {
                                                   return NamedTensors{{"x", grad_y}};
                                                 },
                                                 {{"x", x}}, options);
    CHECK_FALSE(output.passed);
  }
  // Finite where it stands, NaN as soon as it is moved.
  CHECK_FALSE(check_elementwise(
                  Tensor<double>(Shape{3}), [](double v) { return std::sqrt(v); }, [](double) { return 1.0; })
                  .passed);
}

TEST_CASE("gradients of a wrong shape, of unknown inputs, or missing are errors") {
  const auto forward = [](const NamedTensors& in) { return in.at("x"); };
  const auto check = [&](const NamedTensors& gradients, const std::vector<std::string>& wanted) {
    GradientCheckOptions options;
    options.inputs = wanted;
    return error_of([&] {
      check_gradient(
          forward, [&](const NamedTensors&, const Tensor<double>&) { return gradients; },
          {{"x", random_tensor({2, 3})}}, options);
    });
  };
  const std::string shape = check({{"x", Tensor<double>(Shape{3, 2})}}, {});
  CHECK(shape.find("(2, 3)") != std::string::npos);
  CHECK(shape.find("(3, 2)") != std::string::npos);
  CHECK(check({{"z", Tensor<double>(Shape{2, 3})}}, {}).find("use one of: x") != std::string::npos);
  CHECK(check({}, {"x"}).find("no gradient of an input") != std::string::npos);
  CHECK(check({}, {}).find("nothing to check") != std::string::npos);
  CHECK(check({{"x", Tensor<double>(Shape{2, 3})}}, {"x"}) == "no error");
}
