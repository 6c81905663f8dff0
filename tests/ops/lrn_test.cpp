#include "ops/lrn/lrn.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/compare.h"
#include "ops/variant.h"
#include "support/everywhere.h"

using namespace seven;
using lrn::Across;
using lrn::Params;

namespace {

using Numbers = std::vector<double>;

struct Result {
  Numbers y, scale, grad_x;
};

Result run(const lrn::Variant& variant, const Numbers& x, const Numbers& grad_y, const Params& p) {
  Result r{Numbers(x.size(), -99.0), Numbers(x.size(), -99.0), Numbers(x.size(), -99.0)};
  variant.f64.forward(r.y.data(), r.scale.data(), x.data(), p);
  variant.f64.grad_input(r.grad_x.data(), grad_y.data(), x.data(), r.scale.data(), p);
  return r;
}

void check_close(const Numbers& got, const Numbers& expected) {
  const Comparison result =
      compare(std::span<const double>(got), std::span<const double>(expected), {.absolute = 1e-14, .relative = 1e-14});
  CHECK_MESSAGE(result.passed, result.str());
}

std::string error_of(const Params& p) {
  try {
    check(p, "layer norm1");
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

void check_same(const Params& a, const Params& b) {
  CHECK(a.n == b.n);
  CHECK(a.k == b.k);
  CHECK(a.alpha == doctest::Approx(b.alpha).epsilon(1e-15));
  CHECK(a.beta == b.beta);
  CHECK(a.across == b.across);
}

}  // namespace

TEST_CASE("lrn: across channels, worked by hand") {
  // n 3, k 1, alpha 1, beta 1; one position, four channels 1 2 3 4. Sums of squares: 1+4 = 5, 1+4+9 = 14,
  // 4+9+16 = 29, 9+16 = 25, so scale = 6 15 30 26 and y = x / scale.
  const Params p{.N = 1, .C = 4, .H = 1, .W = 1, .n = 3, .k = 1, .alpha = 1, .beta = 1};
  // With grad_y = 1 0 0 0 only y0 = x0 / (1 + x0^2 + x1^2) matters: by x0, 1/6 - 2 * 1 * 1 / 36; by x1, -2 * 2 * 1
  // / 36.
  for (const lrn::Variant* variant : everywhere(lrn::variants)) {
    CAPTURE(called_on(variant->device, variant->name));
    const Result r = run(*variant, {1, 2, 3, 4}, {1, 0, 0, 0}, p);
    check_close(r.scale, {6, 15, 30, 26});
    check_close(r.y, {1 / 6.0, 2 / 15.0, 3 / 30.0, 4 / 26.0});
    check_close(r.grad_x, {1 / 6.0 - 2 / 36.0, -4 / 36.0, 0, 0});
  }
}

TEST_CASE("lrn: an even window reaches one channel further down than up") {
  // n 4: channels c - 2 to c + 1. Ones everywhere count the channels: 2 3 4 4 3.
  const Params p{.N = 1, .C = 5, .H = 1, .W = 1, .n = 4, .k = 1, .alpha = 1, .beta = 1};
  // y4 = x4 / (1 + x2^2 + x3^2 + x4^2) alone has a gradient: 1/4 - 2/16 by x4, -2/16 by x2 and x3.
  for (const lrn::Variant* variant : everywhere(lrn::variants)) {
    CAPTURE(called_on(variant->device, variant->name));
    const Result r = run(*variant, {1, 1, 1, 1, 1}, {0, 0, 0, 0, 1}, p);
    check_close(r.scale, {3, 4, 5, 5, 4});
    check_close(r.grad_x, {0, 0, -2 / 16.0, -2 / 16.0, 1 / 4.0 - 2 / 16.0});
  }
}

TEST_CASE("lrn: beta 3/4, and images and positions apart") {
  // Two images of one channel and two positions, so each window holds its own element only. Scale = 7 + 9, 7 + 74,
  // 7 + 249, 7 + 618: the fourth powers of 2 3 4 5, so y = x / root^3.
  const Params p{.N = 2, .C = 1, .H = 1, .W = 2, .n = 5, .k = 7, .alpha = 1, .beta = 0.75};
  const Numbers x = {3, std::sqrt(74.0), std::sqrt(249.0), std::sqrt(618.0)};
  const Numbers root = {2, 3, 4, 5};
  Numbers y(4);
  Numbers grad_x(4);
  for (std::size_t i = 0; i < 4; ++i) {
    y[i] = x[i] / std::pow(root[i], 3);
    // With grad_y 1: scale^-3/4 - 2 * 3/4 * x^2 * scale^-7/4.
    grad_x[i] = 1 / std::pow(root[i], 3) - 1.5 * x[i] * x[i] / std::pow(root[i], 7);
  }
  for (const lrn::Variant* variant : everywhere(lrn::variants)) {
    CAPTURE(called_on(variant->device, variant->name));
    const Result r = run(*variant, x, {1, 1, 1, 1}, p);
    check_close(r.scale, {16, 81, 256, 625});
    check_close(r.y, y);
    check_close(r.grad_x, grad_x);
  }
}

TEST_CASE("lrn: within a map, worked by hand") {
  // n 3 on 2 x 3 ones: windows of 4 6 4 / 4 6 4 pixels; the second map is of zeros and changes nothing.
  const Params p{.N = 1, .C = 2, .H = 2, .W = 3, .n = 3, .k = 1, .alpha = 0.5, .beta = 1, .across = Across::map};
  const Numbers x = {1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0};
  // grad_y at (0,0) only: y = x00 / (1 + 0.5 * (x00^2 + x01^2 + x10^2 + x11^2)), scale 3: by x00 1/3 - 1/9, by the
  // three others -1/9.
  Numbers grad_y(12, 0.0);
  grad_y[0] = 1;
  for (const lrn::Variant* variant : everywhere(lrn::variants)) {
    CAPTURE(called_on(variant->device, variant->name));
    const Result r = run(*variant, x, grad_y, p);
    check_close(r.scale, {3, 4, 3, 3, 4, 3, 1, 1, 1, 1, 1, 1});
    check_close(r.y, {1 / 3.0, 1 / 4.0, 1 / 3.0, 1 / 3.0, 1 / 4.0, 1 / 3.0, 0, 0, 0, 0, 0, 0});
    check_close(r.grad_x, {2 / 9.0, -1 / 9.0, 0, -1 / 9.0, -1 / 9.0, 0, 0, 0, 0, 0, 0, 0});
  }
}

TEST_CASE("lrn: an even window on a map reaches further up and left") {
  // n 2 on 2 x 2 ones: pixels (h-1..h, v-1..v): 1 2 / 2 4.
  const Params p{.N = 1, .C = 1, .H = 2, .W = 2, .n = 2, .k = 1, .alpha = 1, .beta = 1, .across = Across::map};
  for (const lrn::Variant* variant : everywhere(lrn::variants)) {
    CAPTURE(called_on(variant->device, variant->name));
    const Result r = run(*variant, {1, 1, 1, 1}, {0, 1, 0, 0}, p);
    check_close(r.scale, {2, 3, 3, 5});
    // y01 = x01 / (1 + x00^2 + x01^2): 1/3 - 2/9 by x01, -2/9 by x00.
    check_close(r.grad_x, {-2 / 9.0, 1 / 9.0, 0, 0});
  }
}

// In float and double, at rows of all lengths around a vector: large and small numbers, one that overflows when it is
// squared, infinity and NaN, each of which shows in the same places.
TEST_CASE_TEMPLATE("lrn: far numbers, infinity and NaN go through as in naive", T, float, double) {
  const T infinity = std::numeric_limits<T>::infinity();
  const T nan = std::numeric_limits<T>::quiet_NaN();
  const T large = std::sqrt(std::numeric_limits<T>::max());
  const T guard = -99;
  const T far[] = {1e-20F, 1e10F, large * T{0.3F}, large * T{100}, infinity, -infinity, nan};
  for (const Across across : {Across::channels, Across::map}) {
    for (const Index W : {Index{1}, Index{5}, Index{16}, Index{19}, Index{37}}) {
      const Params p{.N = 1, .C = 9, .H = 1, .W = W, .n = 3, .k = 1, .alpha = 0.5, .beta = 0.75, .across = across};
      const auto size = static_cast<std::size_t>(p.C * W);
      for (const T value : far) {
        std::vector<T> x(size, T{0.5F});
        x[size / 2] = value;
        const std::vector<T> grad_y(size, T{2});
        std::vector<T> expected(3 * size);
        const auto run_all = [&](const lrn::Variant& variant, T* out) {
          functions<T>(variant).forward(out, out + size, x.data(), p);
          functions<T>(variant).grad_input(out + 2 * size, grad_y.data(), x.data(), out + size, p);
        };
        run_all(lrn::naive, expected.data());
        for (const lrn::Variant* variant : everywhere(lrn::variants)) {
          CAPTURE(called_on(variant->device, variant->name));
          CAPTURE(W);
          CAPTURE(value);
          std::vector<T> got(3 * size + 40, guard);
          run_all(*variant, got.data());
          bool same = true;
          for (std::size_t i = 0; i < 3 * size; ++i) {
            const T allowed = T{16} * std::numeric_limits<T>::epsilon() * (T{1} + std::abs(expected[i]));
            const bool close = got[i] == expected[i] || std::abs(got[i] - expected[i]) <= allowed;
            same &= std::isnan(expected[i]) ? std::isnan(got[i]) : close;
          }
          CHECK(same);
          CHECK(std::all_of(got.begin() + 3 * static_cast<Index>(size), got.end(), [&](T v) { return v == guard; }));
        }
      }
    }
  }
}

TEST_CASE("lrn: the parameters of other systems") {
  // AlexNet as Caffe writes it: alpha 1e-4 over n 5 is 2e-5 in the paper's formula.
  const Params paper{.n = 5, .k = 2, .alpha = 2e-5, .beta = 0.75};
  check_same(lrn::from_caffe(5, 1e-4, 0.75, 2), paper);
  check_same(lrn::from_pytorch(5, 1e-4, 0.75, 2), paper);
  check_same(lrn::from_cuda_convnet(5, 1e-4, 0.75, Across::channels, 2), paper);
  check_same(lrn::from_tensorflow(2, 2, 2e-5, 0.75), paper);
  // Each with its own defaults.
  check_same(lrn::from_caffe(), {.n = 5, .k = 1, .alpha = 0.2, .beta = 0.75});
  check_same(lrn::from_pytorch(5), {.n = 5, .k = 1, .alpha = 2e-5, .beta = 0.75});
  check_same(lrn::from_tensorflow(), {.n = 11, .k = 1, .alpha = 1, .beta = 0.5});
  check_same(lrn::from_cuda_convnet(9, 0.001, 0.75), {.n = 9, .k = 1, .alpha = 0.001 / 9, .beta = 0.75});
  // Within a map the window has n * n elements; layers-18pct has n 3 and scale 5e-5.
  const Params map{.n = 3, .k = 1, .alpha = 5e-5 / 9, .beta = 0.75, .across = Across::map};
  check_same(lrn::from_cuda_convnet(3, 5e-5, 0.75, Across::map), map);
  check_same(lrn::from_caffe(3, 5e-5, 0.75, 2, Across::map), map);
}

TEST_CASE("lrn: parameters that leave no power are refused, and the layer is named") {
  const Params good{.N = 1, .C = 3, .H = 2, .W = 2};
  CHECK(error_of(good).empty());
  Params p = good;
  p.n = 0;
  CHECK(error_of(p).find("layer norm1") != std::string::npos);
  p = good;
  p.k = 0;
  CHECK(error_of(p).find("layer norm1") != std::string::npos);
  p = good;
  p.alpha = -1e-4;
  CHECK(error_of(p).find("alpha >= 0") != std::string::npos);
  p = good;
  p.beta = std::numeric_limits<double>::quiet_NaN();
  CHECK(error_of(p).find("finite beta") != std::string::npos);
}
