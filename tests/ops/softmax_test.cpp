#include "ops/softmax/softmax.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/compare.h"
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

Vector probabilities(const Vector& x, const softmax::Params& p, const softmax::Variant& variant = softmax::naive) {
  Vector y(x.size(), 99.0);
  variant.f64.forward(y.data(), x.data(), p);
  return y;
}

Tensor<double> tensor(const Shape& shape, const Vector& values) {
  Tensor<double> result(shape);
  std::copy(values.begin(), values.end(), result.data());
  return result;
}

Tensors run(const Tensors& in) {
  const Op op = softmax::op();
  return run_all(op.bind("naive", Settings("softmax", op.settings, {}), in));
}

std::string message_of(const Tensors& in) {
  try {
    run(in);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

Tensor<Index> labels_of(std::initializer_list<Index> values) {
  Tensor<Index> labels(Shape{static_cast<Index>(values.size())});
  std::copy(values.begin(), values.end(), labels.data());
  return labels;
}

}  // namespace

// exp of (ln 1, ln 2, ln 5) is (1, 2, 5), with sum 8: y = (1/8, 2/8, 5/8). The second row is the first plus 3: the
// same. Labels 1 and 2: losses ln 4 and ln 8/5; their mean is (ln 4 + ln 1.6) / 2. grad_x = (y - onehot) / 2: (1/16,
// -6/16, 5/16) and (1/16, 2/16, -3/16).
TEST_CASE("softmax: a worked example") {
  const softmax::Params p{.N = 2, .C = 3};
  const double a = std::log(2.0);
  const double b = std::log(5.0);
  const Vector x{0, a, b, 3, 3 + a, 3 + b};
  const Index labels[] = {1, 2};
  for (const softmax::Variant* variant : host_variants(softmax::variants)) {
    CAPTURE(full_name(*variant));
    const Vector y = probabilities(x, p, *variant);
    check_equal(y, {0.125, 0.25, 0.625, 0.125, 0.25, 0.625});
    Vector losses(2, 99.0);
    variant->f64.log_loss(losses.data(), x.data(), labels, p);
    check_equal(losses, {std::log(4.0), std::log(1.6)});
    Vector grad_x(6, 99.0);
    variant->f64.grad_loss(grad_x.data(), y.data(), labels, 0.5, p);
    check_equal(grad_x, {0.0625, -0.375, 0.3125, 0.0625, 0.125, -0.1875});
  }
}

TEST_CASE("softmax: named tensors give the mean loss and its gradient") {
  Tensors in;
  in["x"] = tensor({2, 3}, {0, std::log(2.0), std::log(5.0), 0, std::log(2.0), std::log(5.0)});
  in["labels"] = labels_of({1, 2});
  const Tensors plain = run(in);
  const Tensor<double>& loss = get<double>(plain, "loss");
  CHECK(loss.shape() == Shape{});
  CHECK(loss[0] == doctest::Approx((std::log(4.0) + std::log(1.6)) / 2.0));
  CHECK(get<double>(plain, "grad_x")[1] == doctest::Approx(-0.375));
  Tensor<double> grad_loss{Shape{}};
  grad_loss[0] = 10.0;
  in["grad_loss"] = grad_loss;
  CHECK(get<double>(run(in), "grad_x")[1] == doctest::Approx(-3.75));
  in.erase("labels");
  const Tensors without = run(in);
  CHECK(without.size() == 1);
  CHECK(get<double>(without, "y")[2] == doctest::Approx(0.625));
}

// The gradient of plain softmax against centred differences: of sum(c * y) for a random c, with h = 1e-5 the error is
// about h^2 + 1e-16 / h, far below 1e-8.
TEST_CASE("softmax: the plain gradient agrees with finite differences") {
  const softmax::Params p{.N = 3, .C = 5};
  Random random(3, Purpose::test);
  Vector x(15);
  Vector grad_y(15);
  for (double& value : x) value = random.normal();
  for (double& value : grad_y) value = random.normal();
  const Vector y = probabilities(x, p);
  const auto objective = [&](const Vector& at) {
    const Vector out = probabilities(at, p);
    double sum = 0.0;
    for (std::size_t i = 0; i < out.size(); ++i) sum += grad_y[i] * out[i];
    return sum;
  };
  Vector expected(15);
  for (std::size_t i = 0; i < x.size(); ++i) {
    Vector up = x;
    Vector down = x;
    up[i] += 1e-5;
    down[i] -= 1e-5;
    expected[i] = (objective(up) - objective(down)) / 2e-5;
  }
  for (const softmax::Variant* variant : host_variants(softmax::variants)) {
    CAPTURE(full_name(*variant));
    Vector grad_x(15, 99.0);
    variant->f64.grad_input(grad_x.data(), grad_y.data(), y.data(), p);
    check_equal(grad_x, expected, 1e-8);
  }

  Tensors in;
  in["x"] = tensor({3, 5}, x);
  in["grad_y"] = tensor({3, 5}, grad_y);
  const Tensors out = run(in);
  check_equal({get<double>(out, "grad_x").span().begin(), get<double>(out, "grad_x").span().end()}, expected, 1e-8);
}

// exp(10000) overflows and exp(-10000) is 0, in float and in double: -log y would be infinite, the log of the sum is
// not. Rows of 2 classes, of more than a vector and of more than a block of threads, with the two numbers in the last
// places of all.
TEST_CASE("softmax: logits far apart stay finite") {
  const float largest = std::numeric_limits<float>::max();
  const float pairs[3][2] = {{1e4F, 0.0F}, {0.0F, -1e4F}, {largest, -largest}};
  for (const softmax::Variant* variant : host_variants(softmax::variants)) {
    for (const Index C : {Index{2}, Index{37}, Index{301}}) {
      CAPTURE(full_name(*variant));
      CAPTURE(C);
      const softmax::Params p{.N = 3, .C = C};
      std::vector<float> x(static_cast<std::size_t>(3 * C));
      std::vector<float> expected(x.size(), 0.0F);
      for (std::size_t n = 0; n < 3; ++n) {
        float* row = &x[n * static_cast<std::size_t>(C)];
        std::fill_n(row, C, pairs[n][1]);
        row[C - 2] = pairs[n][0];
        expected[n * static_cast<std::size_t>(C) + static_cast<std::size_t>(C) - 2] = 1.0F;
      }
      const Index labels[] = {C - 1, C - 1, C - 1};
      std::vector<float> y(x.size());
      std::vector<float> losses(3);
      std::vector<float> grad_x(x.size());
      variant->f32.forward(y.data(), x.data(), p);
      variant->f32.log_loss(losses.data(), x.data(), labels, p);
      variant->f32.grad_loss(grad_x.data(), y.data(), labels, 1.0F, p);
      CHECK(y == expected);
      CHECK(losses == std::vector<float>{1e4F, 1e4F, largest});
      for (std::size_t i = 0; i < x.size(); ++i) {
        const bool label = static_cast<Index>(i) % C == C - 1;
        CHECK(grad_x[i] == expected[i] - (label ? 1.0F : 0.0F));
      }
    }
  }
}

TEST_CASE("softmax: logits far below 0 are as good as others") {
  for (const softmax::Variant* variant : host_variants(softmax::variants)) {
    for (const Index C : {Index{2}, Index{37}, Index{301}}) {
      CAPTURE(full_name(*variant));
      const softmax::Params p{.N = 1, .C = C};
      const Vector x(static_cast<std::size_t>(C), -5000.0);
      check_equal(probabilities(x, p, *variant), Vector(x.size(), 1.0 / static_cast<double>(C)));
      const Index label = C - 1;
      Vector losses(1);
      variant->f64.log_loss(losses.data(), x.data(), &label, p);
      check_equal(losses, {std::log(static_cast<double>(C))});
    }
  }
}

TEST_CASE("softmax: a NaN or an infinity shows in its row and in no other") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  for (const softmax::Variant* variant : host_variants(softmax::variants)) {
    for (const Index C : {Index{3}, Index{37}, Index{301}}) {
      // In each place of a row: of a vector, and of the rest behind the last whole one. In some of a long row.
      const Index step = C > 100 ? 30 : 1;
      for (Index place = 0; place < C; place += step) {
        CAPTURE(full_name(*variant));
        CAPTURE(place);
        const softmax::Params p{.N = 4, .C = C};
        Vector x(static_cast<std::size_t>(4 * C), 1.0);
        x[static_cast<std::size_t>(place)] = nan;
        x[static_cast<std::size_t>(2 * C + place)] = infinity;
        const Index labels[] = {1, 0, 0, 2};
        const Vector y = probabilities(x, p, *variant);
        Vector losses(4);
        variant->f64.log_loss(losses.data(), x.data(), labels, p);
        for (std::size_t n = 0; n < 4; ++n) CHECK(std::isnan(losses[n]) == (n % 2 == 0));
        for (std::size_t i = 0; i < y.size(); ++i) CHECK(std::isnan(y[i]) == (static_cast<Index>(i) / C % 2 == 0));
      }
    }
  }
}

TEST_CASE("softmax: labels out of range are named") {
  Tensors in;
  in["x"] = Tensor<double>(Shape{3, 10});
  for (const Index wrong : {Index{10}, Index{-1}}) {
    in["labels"] = labels_of({9, wrong, 0});
    const std::string message = message_of(in);
    CHECK(message.find("label 1 of 3") != std::string::npos);
    CHECK(message.find("0 to 9") != std::string::npos);
    CHECK(message.find(std::to_string(wrong)) != std::string::npos);
  }
  // The functions themselves refuse too: a label is an index into memory.
  const Index labels[] = {10};
  const Vector x(10);
  Vector out(10);
  CHECK_THROWS_AS(softmax::naive.f64.log_loss(out.data(), x.data(), labels, {.N = 1, .C = 10}), Error);
  CHECK_THROWS_AS(softmax::naive.f64.grad_loss(out.data(), x.data(), labels, 1.0, {.N = 1, .C = 10}), Error);
  in["labels"] = labels_of({1, 2});
  CHECK(message_of(in).find("softmax, labels") != std::string::npos);
  in["labels"] = Tensor<double>(Shape{3});
  CHECK(message_of(in).find("int64") != std::string::npos);
  in["x"] = Tensor<double>(Shape{3});
  CHECK(message_of(in).find("(N, C)") != std::string::npos);
}

// The registered cases have labels, and then nobody asks for the gradient without them: rows for a thread, a warp and a
// block, in place, against naive.
TEST_CASE("softmax: the plain gradient of every variant is naive's") {
  for (const Index C : {Index{1}, Index{10}, Index{37}, Index{301}}) {
    const softmax::Params p{.N = 5, .C = C};
    Random random(4, Purpose::test);
    Vector x(static_cast<std::size_t>(p.N * C));
    Vector grad_y(x.size());
    for (double& value : x) value = random.normal();
    for (double& value : grad_y) value = random.normal();
    const Vector y = probabilities(x, p);
    Vector expected(x.size());
    softmax::naive.f64.grad_input(expected.data(), grad_y.data(), y.data(), p);
    for (const softmax::Variant* variant : host_variants(softmax::variants)) {
      CAPTURE(full_name(*variant));
      CAPTURE(C);
      Vector grad_x = grad_y;
      variant->f64.grad_input(grad_x.data(), grad_x.data(), y.data(), p);
      check_equal(grad_x, expected);
    }
  }
}

// Whoever calls a kernel has checked the labels. It cannot throw, but it does not read outside of its row either.
TEST_CASE("softmax: a kernel answers a label out of range with NaN in that row") {
  for (const softmax::Variant* variant : softmax::variants(Device::simt)) {
    for (const Index C : {Index{10}, Index{301}}) {
      CAPTURE(full_name(*variant));
      const softmax::Params p{.N = 5, .C = C};
      const Index labels[] = {C - 1, C, -1, Index{1} << 32, 0};
      const Vector x(static_cast<std::size_t>(5 * C));
      Vector losses(5);
      Vector grad_x(x.size());
      variant->f64.log_loss(losses.data(), x.data(), labels, p);
      variant->f64.grad_loss(grad_x.data(), x.data(), labels, 1.0, p);
      const auto is_good = [](std::size_t n) { return n == 0 || n == 4; };
      for (std::size_t n = 0; n < 5; ++n) CHECK(std::isnan(losses[n]) != is_good(n));
      for (std::size_t i = 0; i < x.size(); ++i) {
        const std::size_t n = i / static_cast<std::size_t>(C);
        CHECK(std::isnan(grad_x[i]) != is_good(n));
      }
    }
  }
}
