// Gradients that are wrong in the ways that gradients are wrong: each must be caught, beside the right one that passes.
#include <doctest.h>

#include <algorithm>
#include <cmath>

#include "check/gradient.h"
#include "core/philox.h"

using namespace seven;

namespace {

Tensor<double> random_tensor(const Shape& shape, std::uint64_t seed) {
  Tensor<double> tensor(shape);
  Random random(seed, Purpose::test);
  for (double& value : tensor.span()) value = random.normal();
  return tensor;
}

// A 3x3 convolution of one map with pad 1, and its three gradients, each of which can be made wrong.
struct Convolution {
  bool bias_sum = true;    // grad_b is the sum over the map
  bool flip = true;        // grad_x meets the kernel the other way round
  bool transpose = false;  // grad_w comes out transposed
  double factor = 1.0;     // of grad_w

  static double at(const Tensor<double>& map, Index h, Index v) {
    const bool inside = h >= 0 && h < map.shape()[0] && v >= 0 && v < map.shape()[1];
    return inside ? map[h * map.shape()[1] + v] : 0.0;
  }

  static Tensor<double> forward(const NamedTensors& in) {
    const Tensor<double>& x = in.at("x");
    Tensor<double> y(x.shape());
    for (Index i = 0; i < y.size(); ++i) {
      y[i] = in.at("b")[0];
      for (Index t = 0; t < 9; ++t) {
        y[i] += in.at("w")[t] * at(x, i / x.shape()[1] + t / 3 - 1, i % x.shape()[1] + t % 3 - 1);
      }
    }
    return y;
  }

  NamedTensors operator()(const NamedTensors& in, const Tensor<double>& grad_y) const {
    const Tensor<double>& x = in.at("x");
    Tensor<double> grad_x(x.shape());
    Tensor<double> grad_w(Shape{3, 3});
    Tensor<double> grad_b(Shape{1});
    for (Index i = 0; i < x.size(); ++i) {
      const Index h = i / x.shape()[1];
      const Index v = i % x.shape()[1];
      for (Index t = 0; t < 9; ++t) {
        grad_x[i] += in.at("w")[flip ? 8 - t : t] * at(grad_y, h + t / 3 - 1, v + t % 3 - 1);
        grad_w[transpose ? t % 3 * 3 + t / 3 : t] += factor * grad_y[i] * at(x, h + t / 3 - 1, v + t % 3 - 1);
      }
      grad_b[0] = bias_sum ? grad_b[0] + grad_y[i] : grad_y[i];
    }
    return {{"x", grad_x}, {"w", grad_w}, {"b", grad_b}};
  }

  [[nodiscard]] GradientReport check() const {
    return check_gradient(
        forward, *this,
        {{"x", random_tensor({5, 7}, 1)}, {"w", random_tensor({3, 3}, 2)}, {"b", random_tensor({1}, 3)}});
  }
};

// Local response normalisation across 5 channels, window 3: y_c = x_c s_c^-beta, s_c = k + alpha sum over c' near c of
// x_c'^2.
GradientReport check_lrn(bool cross_term) {
  constexpr double k = 2.0;
  constexpr double alpha = 0.5;
  constexpr double beta = 0.75;
  const auto scale = [](const Tensor<double>& x, Index c) {
    double sum = k;
    for (Index near = std::max<Index>(0, c - 1); near <= std::min(x.size() - 1, c + 1); ++near)
      sum += alpha * x[near] * x[near];
    return sum;
  };
  return check_gradient(
      [&](const NamedTensors& in) {
        Tensor<double> y = in.at("x");
        for (Index c = 0; c < y.size(); ++c) y[c] = in.at("x")[c] * std::pow(scale(in.at("x"), c), -beta);
        return y;
      },
      [&](const NamedTensors& in, const Tensor<double>& g) {
        const Tensor<double>& x = in.at("x");
        Tensor<double> grad = x;
        for (Index c = 0; c < x.size(); ++c) {
          grad[c] = g[c] * std::pow(scale(x, c), -beta);
          for (Index near = std::max<Index>(0, c - 1); near <= std::min(x.size() - 1, c + 1) && cross_term; ++near) {
            grad[c] -= 2.0 * alpha * beta * x[c] * g[near] * x[near] * std::pow(scale(x, near), -beta - 1.0);
          }
        }
        return NamedTensors{{"x", grad}};
      },
      {{"x", random_tensor({5}, 4)}});
}

// Max pooling over windows of 3, side by side; x as given. All or the first of equal maxima get the gradient.
GradientReport check_max_pool(const std::vector<double>& values, bool all_tied) {
  Tensor<double> x(Shape{static_cast<Index>(values.size())});
  std::copy(values.begin(), values.end(), x.data());
  return check_gradient(
      [](const NamedTensors& in) {
        Tensor<double> y(Shape{in.at("x").size() / 3});
        for (Index i = 0; i < y.size(); ++i) y[i] = *std::max_element(&in.at("x")[3 * i], &in.at("x")[3 * i] + 3);
        return y;
      },
      [&](const NamedTensors& in, const Tensor<double>& grad_y) {
        Tensor<double> grad(in.at("x").shape());
        for (Index i = 0; i < grad_y.size(); ++i) {
          const double* window = &in.at("x")[3 * i];
          const double* first = std::max_element(window, window + 3);
          for (Index t = 0; t < 3; ++t) {
            if (all_tied ? window[t] == *first : window + t == first) grad[3 * i + t] = grad_y[i];
          }
        }
        return NamedTensors{{"x", grad}};
      },
      {{"x", x}});
}

// Dropout at rate 1/2 whose mask is drawn anew by each call, or by `seed` alone.
GradientReport check_dropout(bool fixed) {
  Index call = 0;
  const auto mask = [&](Index size) {
    Random random(7, Purpose::dropout, fixed ? 0 : call++);
    Tensor<double> result(Shape{size});
    for (double& value : result.span()) value = random.uniform() < 0.5 ? 0.0 : 2.0;
    return result;
  };
  const auto apply = [&](const Tensor<double>& values) {
    Tensor<double> result = mask(values.size());
    for (Index i = 0; i < values.size(); ++i) result[i] *= values[i];
    return result;
  };
  return check_gradient([&](const NamedTensors& in) { return apply(in.at("x")); },
                        [&](const NamedTensors&, const Tensor<double>& grad_y) {
                          return NamedTensors{{"x", apply(grad_y)}};
                        },
                        {{"x", random_tensor({30}, 5)}});
}

// Caught, and by an input that is the one at fault.
void check_caught(const GradientReport& report, const std::string& input) {
  CHECK_FALSE_MESSAGE(report.passed, report.str());
  CHECK_MESSAGE(report.worst.input == input, report.str());
  CHECK_FALSE(report.failures.empty());
}

}  // namespace

TEST_CASE("convolution: the right gradients pass") {
  const GradientReport report = Convolution{}.check();
  CHECK_MESSAGE(report.passed, report.str());
}
TEST_CASE("convolution without the sum for the bias is caught") {
  check_caught(Convolution{.bias_sum = false}.check(), "b");
}
TEST_CASE("grad_input with the kernel not flipped is caught") { check_caught(Convolution{.flip = false}.check(), "x"); }
TEST_CASE("a transposed weight gradient is caught") { check_caught(Convolution{.transpose = true}.check(), "w"); }
TEST_CASE("a factor of 2, and one of 1.000001, are caught") {
  check_caught(Convolution{.factor = 2.0}.check(), "w");
  check_caught(Convolution{.factor = 1.000001}.check(), "w");
}
TEST_CASE("a NaN gradient is caught") { CHECK_FALSE(Convolution{.factor = std::nan("")}.check().passed); }

TEST_CASE("LRN without its cross term is caught; with it, the order is 2") {
  const GradientReport right = check_lrn(true);
  CHECK_MESSAGE(right.passed, right.str());
  REQUIRE(right.order);
  CHECK(*right.order == doctest::Approx(2.0).epsilon(0.02));
  const GradientReport wrong = check_lrn(false);
  check_caught(wrong, "x");
  REQUIRE(wrong.order);
  CHECK(std::abs(*wrong.order) < 0.05);
}

TEST_CASE("max pooling: each tied maximum is a kink, and giving the gradient to all of them is caught all the same") {
  const std::vector<double> some_tied{1, 5, 2, 4, 4, 0, 3, 3, 3};
  const GradientReport right = check_max_pool(some_tied, false);
  CHECK_MESSAGE(right.passed, right.str());
  CHECK(right.kinks == 5);
  CHECK(right.probes == 4);
  check_caught(check_max_pool(some_tied, true), "x");
  // Nothing but ties: no element can be compared, only the direction in which all move together.
  const std::vector<double> all_tied{1, 1, 1, 4, 4, 4};
  const GradientReport ties_only = check_max_pool(all_tied, false);
  CHECK_MESSAGE(ties_only.passed, ties_only.str());
  CHECK(ties_only.probes == 0);
  CHECK(ties_only.directions == 1);
  CHECK(ties_only.str().find("only the directions speak") != std::string::npos);
  check_caught(check_max_pool(all_tied, true), "x");
}

TEST_CASE("dropout that draws anew at each call cannot be checked, and says why; with a fixed seed it passes") {
  const GradientReport anew = check_dropout(false);
  CHECK_FALSE(anew.passed);
  CHECK(anew.str().find("fix the seed") != std::string::npos);
  const GradientReport fixed = check_dropout(true);
  CHECK_MESSAGE(fixed.passed, fixed.str());
  CHECK(fixed.probes == 30);
}
