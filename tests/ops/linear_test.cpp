#include "ops/linear/linear.h"

#include <doctest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "core/compare.h"
#include "core/parallel.h"
#include "core/philox.h"
#include "ops/op.h"
#include "support/host_variants.h"

using namespace seven;

namespace {

using Vector = std::vector<double>;

void check_equal(const Vector& got, const Vector& expected, double tolerance = 1e-12) {
  const Comparison result = compare<double, double>(got, expected, {.absolute = tolerance});
  CHECK_MESSAGE(result.passed, result.str());
}

Vector workspace_for(const linear::Variant& variant, const linear::Params& p) {
  return Vector(static_cast<std::size_t>(variant.f64.workspace(p)) + 1);
}

std::string message_of(const Tensors& in) {
  try {
    const Op op = linear::op();
    op.bind("naive", Settings("linear", op.settings, {}), in);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

// Two images of three inputs, two units.
//   y[0] = (1*1 + 2*0 + 3*-1 + 10, 1*2 + 2*1 + 3*1 + 20) = (8, 27)
//   y[1] = (4*1 + 5*0 + 6*-1 + 10, 4*2 + 5*1 + 6*1 + 20) = (8, 39)
// With grad_y = ((1, 2), (3, 4)):
//   grad_x[0] = 1*(1, 0, -1) + 2*(2, 1, 1) = (5, 2, 1);  grad_x[1] = 3*(1, 0, -1) + 4*(2, 1, 1) = (11, 4, 1)
//   grad_w[0] = 1*(1, 2, 3) + 3*(4, 5, 6) = (13, 17, 21);  grad_w[1] = 2*(1, 2, 3) + 4*(4, 5, 6) = (18, 24, 30)
//   grad_b = (1 + 3, 2 + 4) = (4, 6)
TEST_CASE("linear: a worked example, and weight gradients add") {
  const linear::Params p{.N = 2, .C = 3, .K = 2};
  const Vector x{1, 2, 3, 4, 5, 6};
  const Vector w{1, 0, -1, 2, 1, 1};
  const Vector b{10, 20};
  const Vector grad_y{1, 2, 3, 4};
  for (const linear::Variant* variant : host_variants(linear::variants)) {
    CAPTURE(full_name(*variant));
    const linear::Functions<double>& f = variant->f64;
    Vector work = workspace_for(*variant, p);

    Vector y(4, 99.0);
    f.forward(y.data(), x.data(), w.data(), b.data(), p, work.data());
    check_equal(y, {8, 27, 8, 39});
    f.forward(y.data(), x.data(), w.data(), nullptr, p, work.data());
    check_equal(y, {-2, 7, -2, 19});

    Vector grad_x(6, 99.0);
    f.grad_input(grad_x.data(), grad_y.data(), w.data(), p, work.data());
    check_equal(grad_x, {5, 2, 1, 11, 4, 1});

    Vector grad_w(6, 100.0);
    Vector grad_b(2, 1000.0);
    f.grad_weight(grad_w.data(), grad_b.data(), grad_y.data(), x.data(), p, work.data());
    check_equal(grad_w, {113, 117, 121, 118, 124, 130});
    check_equal(grad_b, {1004, 1006});
    f.grad_weight(grad_w.data(), nullptr, grad_y.data(), x.data(), p, work.data());
    check_equal(grad_w, {126, 134, 142, 136, 148, 160});
    check_equal(grad_b, {1004, 1006});
  }
}

TEST_CASE("linear: relu makes zeros of what is below, and a NaN stays") {
  const linear::Params p{.N = 3, .C = 1, .K = 2, .relu = true};
  const Vector x{1, -2, std::numeric_limits<double>::quiet_NaN()};
  const Vector w{3, -1};
  for (const linear::Variant* variant : host_variants(linear::variants)) {
    CAPTURE(full_name(*variant));
    Vector work = workspace_for(*variant, p);
    Vector y(6, 99.0);
    variant->f64.forward(y.data(), x.data(), w.data(), nullptr, p, work.data());
    check_equal({y.begin(), y.begin() + 4}, {3, 0, 0, 2});
    CHECK(std::isnan(y[4]));
    CHECK(std::isnan(y[5]));
  }
}

TEST_CASE("linear: an image with axes of its own is flattened") {
  const Op op = linear::op();
  Tensors in;
  Tensor<float> x(Shape{1, 2, 1, 2});
  Tensor<float> w(Shape{1, 4});
  for (Index i = 0; i < 4; ++i) {
    x[i] = static_cast<float>(i + 1);
    w[i] = static_cast<float>(i * i);
  }
  in["x"] = x;
  in["w"] = w;
  Tensor<float> grad_y(Shape{1, 1});
  grad_y[0] = 2.0F;
  in["grad_y"] = grad_y;
  const Tensors out = run_all(op.bind("best", Settings("linear", op.settings, {}), in));
  CHECK(get<float>(out, "y").shape() == Shape{1, 1});
  CHECK(get<float>(out, "y")[0] == 1 * 0 + 2 * 1 + 3 * 4 + 4 * 9);
  CHECK(get<float>(out, "grad_x").shape() == x.shape());
  CHECK(get<float>(out, "grad_x")[3] == 18.0F);
}

TEST_CASE("linear: the same bits with 1, 2 and 3 threads") {
  const linear::Params p{.N = 5, .C = 1100, .K = 1500};
  Random random(1, Purpose::test);
  const auto normal = [&](Index size) {
    std::vector<float> values(static_cast<std::size_t>(size));
    for (float& value : values) value = static_cast<float>(random.normal());
    return values;
  };
  const auto x = normal(p.N * p.C);
  const auto w = normal(p.K * p.C);
  const auto grad_y = normal(p.N * p.K);
  const int before = threads();
  for (const linear::Variant* variant : host_variants(linear::variants)) {
    CAPTURE(full_name(*variant));
    std::vector<float> first;
    for (const int count : {1, 2, 3}) {
      set_threads(count);
      std::vector<float> work(static_cast<std::size_t>(variant->f32.workspace(p)) + 1);
      std::vector<float> out(static_cast<std::size_t>(p.N * p.K + p.N * p.C + p.K * p.C + p.K));
      float* grad_x = out.data() + p.N * p.K;
      float* grad_w = grad_x + p.N * p.C;
      variant->f32.forward(out.data(), x.data(), w.data(), nullptr, p, work.data());
      variant->f32.grad_input(grad_x, grad_y.data(), w.data(), p, work.data());
      variant->f32.grad_weight(grad_w, grad_w + p.K * p.C, grad_y.data(), x.data(), p, work.data());
      if (first.empty()) first = out;
      CHECK(std::memcmp(first.data(), out.data(), out.size() * sizeof(float)) == 0);
    }
  }
  set_threads(before);
}

TEST_CASE("linear: shapes that do not fit are named") {
  Tensors in;
  in["x"] = Tensor<float>(Shape{2, 3, 2});
  in["w"] = Tensor<float>(Shape{4, 5});
  CHECK(message_of(in).find("linear, w") != std::string::npos);
  CHECK(message_of(in).find("(4, 6)") != std::string::npos);
  in["w"] = Tensor<float>(Shape{4, 6});
  CHECK(message_of(in) == "no error");
  in["b"] = Tensor<float>(Shape{5});
  CHECK(message_of(in).find("linear, b") != std::string::npos);
  in["b"] = Tensor<float>(Shape{4});
  in["grad_y"] = Tensor<float>(Shape{4, 2});
  CHECK(message_of(in).find("linear, grad_y") != std::string::npos);
  in["x"] = Tensor<float>(Shape{0, 6});
  CHECK(message_of(in).find("size below 1") != std::string::npos);
  in["x"] = Tensor<float>(Shape{6});
  CHECK(message_of(in).find("linear, x") != std::string::npos);
  CHECK_THROWS_AS(linear::check({.N = 1, .C = 0, .K = 1}, "fc10"), Error);
}
