#include "ops/sgd/sgd.h"

#include <doctest.h>

#include <algorithm>
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

std::string message_of(const SettingMap& settings, const Shape& grad = {2, 3}) {
  try {
    const Op op = sgd::op();
    Tensors in;
    in["w"] = Tensor<float>(Shape{2, 3});
    in["grad_w"] = Tensor<float>(grad);
    op.bind("naive", Settings("sgd", op.settings, settings), in);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

// w = 2, v = 1, g = 3, rate 0.1, momentum 0.5, decay 0.2.
//   paper:   v = 0.5*1 - 0.1*0.2*2 - 0.1*3 = 0.16;  w = 2 + 0.16 = 2.16
//   pytorch: v = 0.5*1 + (3 + 0.2*2) = 3.9;         w = 2 - 0.1*3.9 = 1.61
TEST_CASE("sgd: one step of each formula") {
  const Vector grad{3};
  for (const sgd::Variant* variant : host_variants(sgd::variants)) {
    CAPTURE(full_name(*variant));
    sgd::Params p{.size = 1, .rate = 0.1, .momentum = 0.5, .decay = 0.2, .buffer = sgd::Buffer::paper};
    Vector w{2};
    Vector v{1};
    variant->f64.step(w.data(), v.data(), grad.data(), p);
    check_equal(v, {0.16});
    check_equal(w, {2.16});
    p.buffer = sgd::Params::Buffer::pytorch;
    w = {2};
    v = {1};
    variant->f64.step(w.data(), v.data(), grad.data(), p);
    check_equal(v, {3.9});
    check_equal(w, {1.61});
  }
}

// Sizes beside a vector and a block, and none; pointers that are a multiple of 16, and one of the three that is not.
TEST_CASE_TEMPLATE("sgd: every variant updates all elements and no other, wherever they lie", T, float, double) {
  Random random(2, Purpose::test);
  for (const sgd::Buffer buffer : {sgd::Buffer::paper, sgd::Buffer::pytorch}) {
    for (const Index size : {0, 1, 3, 4, 5, 255, 257, 1030}) {
      const sgd::Params p{.size = size, .rate = 0.1, .momentum = 0.9, .decay = 0.01, .buffer = buffer};
      const auto count = static_cast<std::size_t>(size);
      std::vector<T> w(count);
      std::vector<T> v(count);
      std::vector<T> grad(count);
      for (std::vector<T>* values : {&w, &v, &grad}) {
        for (T& value : *values) value = static_cast<T>(random.normal());
      }
      std::vector<double> new_w(w.begin(), w.end());
      std::vector<double> new_v(v.begin(), v.end());
      const std::vector<double> wide_grad(grad.begin(), grad.end());
      sgd::naive.f64.step(new_w.data(), new_v.data(), wide_grad.data(), p);
      for (const sgd::Variant* variant : host_variants(sgd::variants)) {
        for (const std::size_t offset : {0U, 1U}) {
          CAPTURE(full_name(*variant));
          CAPTURE(size);
          CAPTURE(offset);
          // With a number before and behind that has to stay.
          std::vector<T> w_at(count + 2, T{99});
          std::vector<T> v_at(count + 2, T{99});
          std::copy(w.begin(), w.end(), w_at.begin() + static_cast<Index>(offset));
          std::copy(v.begin(), v.end(), v_at.begin());
          functions<T>(*variant).step(w_at.data() + offset, v_at.data(), grad.data(), p);
          const double tolerance = 16.0 * std::numeric_limits<T>::epsilon();
          check_equal({w_at.begin() + static_cast<Index>(offset), w_at.end() - 2 + static_cast<Index>(offset)}, new_w,
                      tolerance);
          check_equal({v_at.begin(), v_at.end() - 2}, new_v, tolerance);
          CHECK(w_at[offset == 0 ? count : 0] == T{99});
          CHECK(w_at[count + 1] == T{99});
          CHECK(v_at[count] == T{99});
        }
      }
    }
  }
}

// Constant rate: the paper's v is -rate times the other, step for step. When the rate drops to a tenth, the paper's
// buffer still carries the old, larger steps; the other formula scales the whole buffer down at once.
TEST_CASE("sgd: the two formulas agree for a constant rate and part when it drops") {
  sgd::Params paper{.size = 2, .rate = 0.1, .momentum = 0.9, .decay = 0.01, .buffer = sgd::Buffer::paper};
  sgd::Params pytorch = paper;
  pytorch.buffer = sgd::Buffer::pytorch;
  Vector w1{1, -2};
  Vector v1{0, 0};
  Vector w2 = w1;
  Vector v2 = v1;
  const auto step_both = [&](int t) {
    const Vector grad{std::sin(t), std::cos(t) + 1.0};
    sgd::naive.f64.step(w1.data(), v1.data(), grad.data(), paper);
    sgd::naive.f64.step(w2.data(), v2.data(), grad.data(), pytorch);
  };
  for (int t = 0; t < 20; ++t) step_both(t);
  check_equal(w1, w2);
  check_equal(v1, {-0.1 * v2[0], -0.1 * v2[1]});
  paper.rate = 0.01;
  pytorch.rate = 0.01;
  const double buffer = v1[1];
  step_both(20);
  // momentum * buffer against a tenth of it: the difference is 0.9 * 0.9 * buffer.
  CHECK(w1[1] - w2[1] == doctest::Approx(0.9 * 0.9 * buffer));
  CHECK(std::abs(w1[1] - w2[1]) > 0.1);
}

TEST_CASE("sgd: named tensors; the buffer starts as zeros, and the inputs stay as they are") {
  const Op op = sgd::op();
  Tensors in;
  Tensor<double> w(Shape{1});
  w[0] = 2.0;
  Tensor<double> grad(Shape{1});
  grad[0] = 3.0;
  in["w"] = w;
  in["grad_w"] = grad;
  const Settings settings("sgd", op.settings, {{"rate", "0.1"}, {"momentum", "0.5"}, {"decay", "0.2"}});
  const Tensors first = run_all(op.bind("naive", settings, in));
  // v = -0.1*0.2*2 - 0.1*3 = -0.34
  CHECK(get<double>(first, "v")[0] == doctest::Approx(-0.34));
  CHECK(get<double>(first, "w")[0] == doctest::Approx(1.66));
  CHECK(get<double>(in, "w")[0] == 2.0);
  Tensor<double> v(Shape{1});
  v[0] = 1.0;
  in["v"] = v;
  CHECK(get<double>(run_all(op.bind("naive", settings, in)), "w")[0] == doctest::Approx(2.16));
  CHECK(get<double>(in, "v")[0] == 1.0);
}

TEST_CASE("sgd: the same bits with 1, 2 and 3 threads, to the last element") {
  const sgd::Params p{.size = 3 * kElementChunk + 7, .rate = 0.01, .momentum = 0.9, .decay = 0.0005};
  const auto size = static_cast<std::size_t>(p.size);
  Random random(1, Purpose::test);
  std::vector<float> start(size);
  std::vector<float> grad(size);
  for (float& value : start) value = static_cast<float>(random.normal());
  for (float& value : grad) value = static_cast<float>(random.normal());
  const int before = threads();
  for (const sgd::Variant* variant : host_variants(sgd::variants)) {
    CAPTURE(full_name(*variant));
    std::vector<float> first;
    for (const int count : {1, 2, 3}) {
      set_threads(count);
      std::vector<float> w = start;
      std::vector<float> v(size);
      for (int step = 0; step < 3; ++step) variant->f32.step(w.data(), v.data(), grad.data(), p);
      if (first.empty()) first = w;
      CHECK(std::memcmp(first.data(), w.data(), size * sizeof(float)) == 0);
      CHECK(w.back() != start.back());
    }
  }
  set_threads(before);
}

TEST_CASE("sgd: numbers out of range and shapes that do not fit are refused") {
  CHECK(message_of({}) == "no error");
  CHECK(message_of({{"rate", "0"}, {"momentum", "0"}, {"decay", "0"}}) == "no error");
  CHECK(message_of({{"rate", "-1"}}).find("sgd's rate") != std::string::npos);
  CHECK(message_of({{"rate", "inf"}}).find("sgd's rate") != std::string::npos);
  CHECK(message_of({{"momentum", "1"}}).find("sgd's momentum") != std::string::npos);
  CHECK(message_of({{"momentum", "nan"}}).find("sgd's momentum") != std::string::npos);
  CHECK(message_of({{"decay", "-0.1"}}).find("sgd's decay") != std::string::npos);
  CHECK(message_of({{"buffer", "caffe"}}).find("paper or pytorch") != std::string::npos);
  CHECK(message_of({}, {3, 2}).find("sgd, grad_w") != std::string::npos);
}
