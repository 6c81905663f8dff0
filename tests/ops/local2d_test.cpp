#include "ops/local2d/local2d.h"

#include <doctest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "core/compare.h"
#include "core/parallel.h"
#include "core/philox.h"
#include "ops/conv2d/conv2d.h"
#include "ops/local2d/columns.h"
#include "ops/variant.h"

using namespace seven;

namespace {

using Vector = std::vector<double>;

void check_equal(const Vector& got, const Vector& expected, double tolerance = 1e-12) {
  const Comparison result = compare<double, double>(got, expected, {.absolute = tolerance});
  CHECK_MESSAGE(result.passed, result.str());
}

Vector sized(Index size) { return Vector(static_cast<std::size_t>(size)); }

Vector normal(Index size, Index stream) {
  Random random(1, Purpose::test, 0, stream);
  Vector values = sized(size);
  for (double& value : values) value = random.normal();
  return values;
}

std::string message_of(const Tensors& in, const SettingMap& settings = {}) {
  try {
    const Op op = local2d::op();
    op.bind("naive", Settings("local2d", op.settings, settings), in);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

// One row of three pixels, a kernel of 1 x 2, so two positions, each with its own weights and bias.
//   y[0] = 1*1 + 2*2 + 10 = 15;  y[1] = 2*3 + 3*4 + 20 = 38        (conv2d would use the weights (1, 2) twice)
// With grad_y = (1, 2):
//   grad_x = (1*1, 1*2 + 2*3, 2*4) = (1, 8, 8)
//   grad_w = (1*(1, 2), 2*(2, 3)) = (1, 2, 4, 6);  grad_b = (1, 2)
TEST_CASE("local2d: a worked example, and weight gradients add") {
  const local2d::Params p{.N = 1, .C = 1, .H = 1, .W = 3, .K = 1, .R = 1, .S = 2};
  const Vector x{1, 2, 3};
  const Vector w{1, 2, 3, 4};
  const Vector b{10, 20};
  const Vector grad_y{1, 2};
  for (const local2d::Variant* variant : local2d::variants()) {
    CAPTURE(variant->name);
    const local2d::Functions<double>& f = variant->f64;
    Vector work = sized(f.workspace(p) + 1);
    Vector y(2, 99.0);
    f.forward(y.data(), x.data(), w.data(), b.data(), p, work.data());
    check_equal(y, {15, 38});
    f.forward(y.data(), x.data(), w.data(), nullptr, p, work.data());
    check_equal(y, {5, 18});
    Vector grad_x(3, 99.0);
    f.grad_input(grad_x.data(), grad_y.data(), w.data(), p, work.data());
    check_equal(grad_x, {1, 8, 8});
    Vector grad_w(4, 100.0);
    Vector grad_b(2, 1000.0);
    f.grad_weight(grad_w.data(), grad_b.data(), grad_y.data(), x.data(), p, work.data());
    check_equal(grad_w, {101, 102, 104, 106});
    check_equal(grad_b, {1001, 1002});
    f.grad_weight(grad_w.data(), nullptr, grad_y.data(), x.data(), p, work.data());
    check_equal(grad_w, {102, 104, 108, 112});
    check_equal(grad_b, {1001, 1002});
  }
}

// Two kernels and a map of 1 x 2 positions: where the axes of w (P, Q, K, ...) and of b and y (K, P, Q) part ways.
//   w: position 0 kernels (1, 2), position 1 kernels (3, 4); x = (5, 7); b: kernel 0 (10, 20), kernel 1 (30, 40)
//   y: kernel 0 (5*1 + 10, 7*3 + 20) = (15, 41), kernel 1 (5*2 + 30, 7*4 + 40) = (40, 68)
TEST_CASE("local2d: weights lie position by position, biases kernel by kernel") {
  const local2d::Params p{.N = 1, .C = 1, .H = 1, .W = 2, .K = 2, .R = 1, .S = 1};
  const Vector x{5, 7};
  const Vector w{1, 2, 3, 4};
  const Vector b{10, 20, 30, 40};
  for (const local2d::Variant* variant : local2d::variants()) {
    CAPTURE(variant->name);
    Vector work = sized(variant->f64.workspace(p) + 1);
    Vector y(4, 99.0);
    variant->f64.forward(y.data(), x.data(), w.data(), b.data(), p, work.data());
    check_equal(y, {15, 41, 40, 68});
  }
}

// With the same weights at all positions local2d is conv2d; conv2d's weight gradient is then the sum over positions.
TEST_CASE("local2d: equals conv2d where all positions share their weights") {
  const local2d::Params p{.N = 3, .C = 2, .H = 6, .W = 5, .K = 4, .R = 3, .S = 2, .stride = 2, .pad = 1};
  const conv2d::Params shared{.N = 3, .C = 2, .H = 6, .W = 5, .K = 4, .R = 3, .S = 2, .stride = 2, .pad = 1};
  const Index positions = p.P() * p.Q();
  const Index weights = p.K * p.C * p.R * p.S;
  const Vector x = normal(p.N * p.C * p.H * p.W, 0);
  const Vector w = normal(weights, 1);
  const Vector b = normal(p.K, 2);
  const Vector grad_y = normal(p.N * p.K * positions, 3);
  Vector y = sized(p.N * p.K * positions);
  Vector grad_x = sized(p.N * p.C * p.H * p.W);
  Vector grad_w = sized(weights);
  Vector grad_b = sized(p.K);
  const conv2d::Functions<double>& reference = conv2d::naive.f64;
  reference.forward(y.data(), x.data(), w.data(), b.data(), shared, nullptr);
  reference.grad_input(grad_x.data(), grad_y.data(), w.data(), shared, nullptr);
  reference.grad_weight(grad_w.data(), grad_b.data(), grad_y.data(), x.data(), shared, nullptr);

  Vector local_w;
  for (Index i = 0; i < positions; ++i) local_w.insert(local_w.end(), w.begin(), w.end());
  Vector local_b;
  for (const double value : b) local_b.insert(local_b.end(), static_cast<std::size_t>(positions), value);
  for (const local2d::Variant* variant : local2d::variants()) {
    CAPTURE(variant->name);
    const local2d::Functions<double>& f = variant->f64;
    Vector work = sized(f.workspace(p) + 1);
    Vector got_y = sized(p.N * p.K * positions);
    Vector got_x = sized(p.N * p.C * p.H * p.W);
    Vector got_w = sized(positions * weights);
    Vector got_b = sized(p.K * positions);
    f.forward(got_y.data(), x.data(), local_w.data(), local_b.data(), p, work.data());
    f.grad_input(got_x.data(), grad_y.data(), local_w.data(), p, work.data());
    f.grad_weight(got_w.data(), got_b.data(), grad_y.data(), x.data(), p, work.data());
    check_equal(got_y, y);
    check_equal(got_x, grad_x);
    Vector sum_w = sized(weights);
    for (Index i = 0; i < positions * weights; ++i) {
      sum_w[static_cast<std::size_t>(i % weights)] += got_w[static_cast<std::size_t>(i)];
    }
    check_equal(sum_w, grad_w);
    Vector sum_b = sized(p.K);
    for (Index i = 0; i < p.K * positions; ++i) {
      sum_b[static_cast<std::size_t>(i / positions)] += got_b[static_cast<std::size_t>(i)];
    }
    check_equal(sum_b, grad_b);
  }
}

// 300 images are two full runs of gemm's 128 and a rest; windows overlap three deep, so a pixel has nine writers.
TEST_CASE("local2d: the variants agree over several runs of images, with the same bits for 1, 2 and 3 threads") {
  const local2d::Params p{.N = 300, .C = 3, .H = 5, .W = 6, .K = 4, .R = 3, .S = 3, .pad = 1};
  const Index positions = p.P() * p.Q();
  const Index weights = positions * p.K * p.C * p.R * p.S;
  const Index y_size = p.N * p.K * positions;
  const Index x_size = p.N * p.C * p.H * p.W;
  const Vector x = normal(x_size, 0);
  const Vector w = normal(weights, 1);
  const Vector b = normal(p.K * positions, 2);
  const Vector grad_y = normal(y_size, 3);
  const int before = threads();
  Vector naive;
  for (const local2d::Variant* variant : local2d::variants()) {
    CAPTURE(variant->name);
    Vector first;
    for (const int count : {1, 2, 3}) {
      set_threads(count);
      Vector work = sized(variant->f64.workspace(p));
      Vector out = sized(y_size + x_size + weights + p.K * positions);
      double* grad_x = out.data() + y_size;
      double* grad_w = grad_x + x_size;
      variant->f64.forward(out.data(), x.data(), w.data(), b.data(), p, work.data());
      variant->f64.grad_input(grad_x, grad_y.data(), w.data(), p, work.data());
      variant->f64.grad_weight(grad_w, grad_w + weights, grad_y.data(), x.data(), p, work.data());
      if (first.empty()) first = out;
      CHECK(std::memcmp(first.data(), out.data(), out.size() * sizeof(double)) == 0);
    }
    if (naive.empty()) naive = first;
    check_equal(first, naive, 1e-11);
  }
  set_threads(before);
}

// A race would show only now and then, so what rules it out is tested itself: windows of one colour share no pixel.
TEST_CASE("local2d: every position has one colour, and windows of one colour do not overlap") {
  const local2d::Params list[] = {
      {.N = 1, .C = 1, .H = 7, .W = 8, .K = 1, .R = 3, .S = 3, .pad = 1},
      {.N = 1, .C = 1, .H = 9, .W = 11, .K = 1, .R = 3, .S = 5, .stride = 2, .pad = 2},
      {.N = 1, .C = 1, .H = 9, .W = 9, .K = 1, .R = 2, .S = 2, .stride = 3},
      {.N = 1, .C = 1, .H = 2, .W = 1, .K = 1, .R = 3, .S = 3, .pad = 1},
  };
  for (const local2d::Params& p : list) {
    CAPTURE(p.R);
    CAPTURE(p.stride);
    Vector visits = sized(p.P() * p.Q());
    for (Index colour = 0; colour < local2d::colours(p); ++colour) {
      const local2d::Coloured coloured(p, colour);
      Vector written = sized(p.H * p.W);
      Vector column(static_cast<std::size_t>(p.R * p.S), 1.0);
      for (Index item = 0; item < coloured.count(); ++item) {
        visits[static_cast<std::size_t>(coloured.position(item))] += 1.0;
        local2d::scatter(written.data(), column.data(), p, coloured.position(item));
      }
      CHECK(*std::max_element(written.begin(), written.end()) <= 1.0);
    }
    CHECK(visits == Vector(visits.size(), 1.0));
  }
}

TEST_CASE("local2d: shapes that do not fit are named") {
  Tensors in;
  in["x"] = Tensor<float>(Shape{2, 3, 4, 5});
  in["w"] = Tensor<float>(Shape{2, 3, 7, 3, 3, 3});
  in["b"] = Tensor<float>(Shape{7, 2, 3});
  CHECK(message_of(in) == "no error");
  CHECK(message_of(in, {{"pad", "1"}}).find("(4, 5, 7, 3, 3, 3)") != std::string::npos);
  CHECK(message_of(in, {{"pad", "-1"}}).find("pad -1") != std::string::npos);
  CHECK(message_of(in, {{"stride", "0"}}).find("stride 0") != std::string::npos);
  in["b"] = Tensor<float>(Shape{2, 3, 7});
  CHECK(message_of(in).find("local2d, b") != std::string::npos);
  in["w"] = Tensor<float>(Shape{7, 3, 3, 3});
  CHECK(message_of(in).find("(P, Q, K, C, R, S)") != std::string::npos);
  CHECK_THROWS_AS(local2d::check({.N = 1, .C = 1, .H = 2, .W = 2, .K = 1, .R = 3, .S = 1}, "local3"), Error);
}
