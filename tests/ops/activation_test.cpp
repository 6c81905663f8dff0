#include "ops/activation/activation.h"

#include <doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/compare.h"
#include "support/host_variants.h"

using namespace seven;
using activation::Kind;
using activation::Params;

namespace {

template <class T>
std::vector<T> forward(const activation::Variant& variant, const std::vector<T>& x, Kind kind) {
  std::vector<T> y(x.size(), T{-99});
  functions<T>(variant).forward(y.data(), x.data(), {.size = static_cast<Index>(x.size()), .kind = kind});
  return y;
}

template <class T>
std::vector<T> grad_input(const activation::Variant& variant, const std::vector<T>& grad_y, const std::vector<T>& y,
                          Kind kind) {
  std::vector<T> grad_x(y.size(), T{-99});
  functions<T>(variant).grad_input(grad_x.data(), grad_y.data(), y.data(),
                                   {.size = static_cast<Index>(y.size()), .kind = kind});
  return grad_x;
}

template <class T>
void check_close(const std::vector<T>& got, const std::vector<double>& expected) {
  const double epsilon = 4.0 * std::numeric_limits<T>::epsilon();
  const Comparison result =
      compare(std::span<const T>(got), std::span<const double>(expected), {.absolute = epsilon, .relative = epsilon});
  CHECK_MESSAGE(result.passed, result.str());
}

}  // namespace

TEST_CASE_TEMPLATE("activation: values and gradients", T, float, double) {
  for (const activation::Variant* variant : host_variants(activation::variants)) {
    CAPTURE(full_name(*variant));
    // relu, with the gradient 0 at 0.
    const std::vector<T> y = forward<T>(*variant, {-2, -T{0}, 0, 3}, Kind::relu);
    CHECK(y == std::vector<T>{0, 0, 0, 3});
    CHECK(grad_input<T>(*variant, {5, 6, 7, 8}, y, Kind::relu) == std::vector<T>{0, 0, 0, 8});
    // tanh(ln 2) = (2 - 1/2) / (2 + 1/2) = 0.6, slope 1 - 0.36.
    const T ln2 = std::log(T{2});
    check_close(forward<T>(*variant, {-ln2, 0, ln2}, Kind::tanh), {-0.6, 0, 0.6});
    check_close(grad_input<T>(*variant, {1, 2, 3}, {T(-0.6), 0, T(0.6)}, Kind::tanh), {0.64, 2, 1.92});
    // sigmoid(ln 3) = 1 / (1 + 1/3) = 0.75, slope 0.75 * 0.25.
    const T ln3 = std::log(T{3});
    check_close(forward<T>(*variant, {-ln3, 0, ln3}, Kind::sigmoid), {0.25, 0.5, 0.75});
    check_close(grad_input<T>(*variant, {1, 2, 3}, {T(0.25), T(0.5), T(0.75)}, Kind::sigmoid), {0.1875, 0.5, 0.5625});
  }
}

TEST_CASE_TEMPLATE("activation: the far ends saturate, and NaN goes through", T, float, double) {
  const T far = T{5000};
  const T nan = std::numeric_limits<T>::quiet_NaN();
  for (const activation::Variant* variant : host_variants(activation::variants)) {
    CAPTURE(full_name(*variant));
    CHECK(forward<T>(*variant, {-far, far}, Kind::tanh) == std::vector<T>{-1, 1});
    CHECK(forward<T>(*variant, {-far, far}, Kind::sigmoid) == std::vector<T>{0, 1});
    for (Kind kind : {Kind::relu, Kind::tanh, Kind::sigmoid}) {
      // In each place of a vector, and in the rest behind the last whole one.
      std::vector<T> x(37, T{1});
      for (std::size_t i = 0; i < x.size(); i += 3) x[i] = nan;
      const std::vector<T> y = forward<T>(*variant, x, kind);
      const std::vector<T> grad_x = grad_input<T>(*variant, x, y, kind);
      for (std::size_t i = 0; i < x.size(); ++i) {
        CAPTURE(i);
        CHECK(std::isnan(y[i]) == (i % 3 == 0));
        CHECK(std::isnan(grad_x[i]) == (i % 3 == 0));
      }
    }
    // A gradient is not lost where y is NaN.
    CHECK(grad_input<T>(*variant, {2}, {nan}, Kind::relu) == std::vector<T>{2});
  }
}

// (e^2x - 1) / (e^2x + 1) as it stands would lose all digits of a small x.
TEST_CASE_TEMPLATE("activation: tanh is as good near 0 as elsewhere, and odd", T, float, double) {
  std::vector<T> x;
  for (T value = T{1e-30F}; value < T{30}; value *= T{1.37F}) x.insert(x.end(), {value, -value});
  for (const activation::Variant* variant : host_variants(activation::variants)) {
    CAPTURE(full_name(*variant));
    const std::vector<T> y = forward(*variant, x, Kind::tanh);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double expected = std::tanh(static_cast<double>(x[i]));
      CHECK(std::abs(y[i] - expected) <= 4.0 * std::numeric_limits<T>::epsilon() * std::abs(expected));
    }
  }
}

TEST_CASE("activation: both functions work in place, across chunks") {
  constexpr Index kSize = 40001;
  for (const activation::Variant* variant : host_variants(activation::variants)) {
    CAPTURE(full_name(*variant));
    for (Kind kind : {Kind::relu, Kind::tanh, Kind::sigmoid}) {
      std::vector<float> x(kSize);
      std::vector<float> grad(kSize);
      for (std::size_t i = 0; i < x.size(); ++i) {
        x[i] = static_cast<float>(i % 17) / 4.0F - 2.0F;
        grad[i] = static_cast<float>(i % 5) - 2.0F;
      }
      const Params p{.size = kSize, .kind = kind};
      const std::vector<float> y = forward(*variant, x, kind);
      const std::vector<float> grad_x = grad_input(*variant, grad, y, kind);
      variant->f32.forward(x.data(), x.data(), p);
      variant->f32.grad_input(grad.data(), grad.data(), x.data(), p);
      CHECK(x == y);
      CHECK(grad == grad_x);
    }
  }
}

TEST_CASE("activation: a negative size is refused, and the layer is named") {
  CHECK_NOTHROW(activation::check({.size = 0}, "layer relu1"));
  try {
    activation::check({.size = -1}, "layer relu1");
    FAIL("a negative size was taken");
  } catch (const Error& error) {
    CHECK(std::string(error.what()).find("layer relu1") != std::string::npos);
  }
}
