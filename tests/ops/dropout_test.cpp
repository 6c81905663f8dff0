#include "ops/dropout/dropout.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/parallel.h"
#include "core/philox.h"
#include "ops/op.h"
#include "support/host_variants.h"

using namespace seven;

namespace {

using Vector = std::vector<double>;

Vector mask_of(const dropout::Params& p, const dropout::Variant& variant = dropout::naive) {
  const auto size = static_cast<std::size_t>(p.N * p.C);
  const Vector x(size, 1.0);
  Vector y(size);
  Vector mask(size, 99.0);
  variant.f64.forward(y.data(), mask.data(), x.data(), p);
  return mask;
}

std::string message_of(const SettingMap& settings) {
  try {
    const Op op = dropout::op();
    Tensors in;
    in["x"] = Tensor<float>(Shape{2, 3});
    op.bind("naive", Settings("dropout", op.settings, settings), in);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

// rate 0.75: a kept unit is divided by 0.25 in training, or all are multiplied by 0.25 at test. Here x[i] = i + 1.
TEST_CASE("dropout: the two scalings") {
  const Vector x{1, 2, 3, 4, 5, 6, 7, 8};
  const Vector grad_y{10, 20, 30, 40, 50, 60, 70, 80};
  for (const dropout::Variant* variant : host_variants(dropout::variants)) {
    for (const bool scale_at_test : {false, true}) {
      CAPTURE(full_name(*variant));
      CAPTURE(scale_at_test);
      const dropout::Params p{.N = 1, .C = 8, .rate = 0.75, .seed = 5, .scale_at_test = scale_at_test};
      const double kept = scale_at_test ? 1.0 : 4.0;
      const double at_test = scale_at_test ? 0.25 : 1.0;
      Vector y(8, 99.0);
      Vector mask(8, 99.0);
      Vector predicted(8, 99.0);
      Vector grad_x(8, 99.0);
      variant->f64.forward(y.data(), mask.data(), x.data(), p);
      variant->f64.predict(predicted.data(), x.data(), p);
      variant->f64.grad_input(grad_x.data(), grad_y.data(), mask.data(), p);
      for (std::size_t i = 0; i < 8; ++i) {
        CHECK((mask[i] == 0.0 || mask[i] == 1.0));
        CHECK(y[i] == x[i] * mask[i] * kept);
        CHECK(predicted[i] == x[i] * at_test);
        CHECK(grad_x[i] == grad_y[i] * mask[i] * kept);
      }
      CHECK(std::count(mask.begin(), mask.end(), 0.0) > 0);
      CHECK(std::count(mask.begin(), mask.end(), 1.0) > 0);
    }
  }
}

// Rows that are whole blocks of four and that are not; pointers that are a multiple of 16 and that are not.
TEST_CASE_TEMPLATE("dropout: all three work in place, wherever the memory lies", T, float, double) {
  for (const Index C : {Index{1}, Index{7}, Index{8}, Index{132}}) {
    const dropout::Params p{.N = 5, .C = C, .rate = 0.4, .seed = 3, .scale_at_test = true};
    const auto size = static_cast<std::size_t>(p.N * C);
    std::vector<T> x(size);
    for (std::size_t i = 0; i < size; ++i) x[i] = static_cast<T>(i) + T{1};
    std::vector<T> y(size);
    std::vector<T> mask(size);
    std::vector<T> predicted(size);
    const auto& naive = functions<T>(dropout::naive);
    naive.forward(y.data(), mask.data(), x.data(), p);
    naive.predict(predicted.data(), x.data(), p);
    for (const dropout::Variant* variant : host_variants(dropout::variants)) {
      for (const std::size_t offset : {0U, 1U}) {
        CAPTURE(full_name(*variant));
        CAPTURE(C);
        CAPTURE(offset);
        const auto& f = functions<T>(*variant);
        const auto moved = [&](const std::vector<T>& values) {
          std::vector<T> result(offset, T{99});
          result.insert(result.end(), values.begin(), values.end());
          return result;
        };
        std::vector<T> at = moved(x);
        std::vector<T> mask_at = moved(std::vector<T>(size, T{99}));
        f.forward(at.data() + offset, mask_at.data() + offset, at.data() + offset, p);
        CHECK(at == moved(y));
        CHECK(mask_at == moved(mask));
        at = moved(x);
        f.grad_input(at.data() + offset, at.data() + offset, mask_at.data() + offset, p);
        CHECK(at == moved(y));
        at = moved(x);
        f.predict(at.data() + offset, at.data() + offset, p);
        CHECK(at == moved(predicted));
      }
    }
  }
}

// The threshold on the bits is the rule "dropped if uniform() < rate", unit after unit of the row's stream.
// Rows below, at and above the words that are made at a time; the second seed and image need more than 32 bits, and the
// images 2^32 - 1 and 2^32 lie in one batch.
TEST_CASE("dropout: the mask is the documented stream") {
  for (const dropout::Variant* variant : host_variants(dropout::variants)) {
    for (const Index C : {Index{7}, Index{64}, Index{131}}) {
      for (const Index large : {Index{0}, (Index{1} << 32) - 21, Index{1} << 40}) {
        CAPTURE(full_name(*variant));
        CAPTURE(C);
        const auto seed = static_cast<std::uint64_t>(11 + large);
        const Index image = 20 + large;
        const dropout::Params p{.N = 3, .C = C, .rate = 0.3, .seed = seed, .epoch = 4, .first_image = image};
        const Vector mask = mask_of(p, *variant);
        bool same = true;
        for (Index n = 0; n < p.N; ++n) {
          Random random(seed, Purpose::dropout, 4, image + n);
          for (Index c = 0; c < p.C; ++c) {
            same &= mask[static_cast<std::size_t>(n * p.C + c)] == (random.uniform() < 0.3 ? 0.0 : 1.0);
          }
        }
        CHECK(same);
      }
    }
  }
}

TEST_CASE("dropout: a row's mask depends on its image, not on the batch or the threads") {
  const dropout::Params whole{.N = 7, .C = 33, .seed = 1, .epoch = 2, .first_image = 100};
  const int before = threads();
  set_threads(1);
  const Vector mask = mask_of(whole);
  for (const int count : {2, 3}) {
    set_threads(count);
    CHECK(mask_of(whole) == mask);
  }
  set_threads(before);

  dropout::Params front = whole;
  front.N = 4;
  dropout::Params back = whole;
  back.N = 3;
  back.first_image = 104;
  Vector joined = mask_of(front);
  const Vector rest = mask_of(back);
  joined.insert(joined.end(), rest.begin(), rest.end());
  CHECK(joined == mask);

  dropout::Params other = whole;
  other.epoch = 3;
  CHECK(mask_of(other) != mask);
  other = whole;
  other.seed = 2;
  CHECK(mask_of(other) != mask);
  CHECK(Vector(mask.begin(), mask.begin() + 33) != Vector(mask.begin() + 33, mask.begin() + 66));
}

// 200,000 units: the share that is dropped lies within five standard deviations, sqrt(rate (1 - rate) / 200000).
TEST_CASE("dropout: the share dropped is the rate") {
  for (const double rate : {0.0, 0.1, 0.5, 0.9}) {
    CAPTURE(rate);
    const Vector mask = mask_of({.N = 200, .C = 1000, .rate = rate});
    const double dropped = static_cast<double>(std::count(mask.begin(), mask.end(), 0.0)) / 200000.0;
    CHECK(std::abs(dropped - rate) <= 5.0 * std::sqrt(rate * (1.0 - rate) / 200000.0));
  }
}

TEST_CASE("dropout: a NaN shows even where its unit is dropped") {
  for (const dropout::Variant* variant : host_variants(dropout::variants)) {
    CAPTURE(full_name(*variant));
    const dropout::Params p{.N = 1, .C = 16, .rate = 0.5};
    const Vector x(16, std::numeric_limits<double>::quiet_NaN());
    Vector y(16);
    Vector mask(16);
    variant->f64.forward(y.data(), mask.data(), x.data(), p);
    CHECK(std::all_of(y.begin(), y.end(), [](double value) { return std::isnan(value); }));
  }
}

// ceil(rate * 2^32) is 2^32 here, one more than a word holds: a threshold of 32 bits would be 0 and drop nothing.
TEST_CASE("dropout: a rate just below 1 drops everything") {
  for (const dropout::Variant* variant : host_variants(dropout::variants)) {
    CAPTURE(full_name(*variant));
    const Vector mask = mask_of({.N = 2, .C = 36, .rate = 1.0 - 1e-12}, *variant);
    CHECK(std::count(mask.begin(), mask.end(), 0.0) == 72);
  }
}

TEST_CASE("dropout: rates out of range and unknown words are refused") {
  CHECK(message_of({}) == "no error");
  CHECK(message_of({{"rate", "0.999999999999"}}) == "no error");
  for (const char* rate : {"1", "-0.1", "2", "nan"}) {
    CAPTURE(rate);
    CHECK(message_of({{"rate", rate}}).find("rate is out of range") != std::string::npos);
  }
  CHECK(message_of({{"scale", "both"}}).find("train or test") != std::string::npos);
  CHECK_THROWS_AS(dropout::check({.N = 1, .C = 0}, "fc6"), Error);
}
