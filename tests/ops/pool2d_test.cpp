#include "ops/pool2d/pool2d.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "check/registry.h"
#include "core/compare.h"
#include "core/philox.h"
#include "support/everywhere.h"

using namespace seven;
using pool2d::Mode;
using pool2d::Params;

namespace {

using Numbers = std::vector<double>;

Numbers forward(const pool2d::Variant& variant, const Numbers& x, const Params& p) {
  Numbers y(static_cast<std::size_t>(p.N * p.C * p.P() * p.Q()), -99.0);
  variant.f64.forward(y.data(), x.data(), p);
  return y;
}

Numbers grad_input(const pool2d::Variant& variant, const Numbers& grad_y, const Numbers& x, const Params& p) {
  Numbers grad_x(x.size(), -99.0);  // has to be overwritten
  variant.f64.grad_input(grad_x.data(), grad_y.data(), x.data(), p);
  return grad_x;
}

std::string error_of(const Params& p) {
  try {
    check(p, "layer pool1");
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("pool2d: the number of windows follows Caffe and PyTorch") {
  struct Row {
    Index length, window, stride, pad;
    bool ceil;
    Index expected;
  };
  const std::vector<Row> table = {
      {32, 3, 2, 0, false, 15},
      {32, 3, 2, 0, true, 16},
      {16, 3, 2, 0, true, 8},
      {8, 3, 2, 0, true, 4},  // cuda-convnet
      {55, 3, 2, 0, false, 27},
      {55, 3, 2, 0, true, 27},
      {13, 3, 2, 0, false, 6},     // AlexNet
      {224, 2, 2, 0, false, 112},  // VGG
      {5, 2, 2, 1, false, 3},
      {5, 2, 2, 1, true, 3},  // a fourth would start at 5, in the padding behind the image:
                              // dropped
      {4, 2, 2, 1, true, 3},
      {8, 2, 4, 0, true, 2},  // a third would start at 8, behind the image: dropped
      {9, 2, 4, 0, true, 3},  // the third starts at 8, the last pixel
      {9, 2, 3, 0, true, 3},
      {9, 2, 3, 0, false, 3},
      {10, 2, 3, 0, true, 4},
      {10, 2, 3, 0, false, 3},
      {2, 3, 2, 0, true, 1},
      {2, 3, 2, 0, false, 0},
      {1, 3, 2, 0, true, 0},
      {1, 2, 2, 0, true, 1},
      {1, 3, 1, 1, false, 1},
      {1, 1, 1, 0, false, 1},
  };
  for (const Row& row : table) {
    CAPTURE(row.length);
    CAPTURE(row.window);
    CAPTURE(row.stride);
    CAPTURE(row.pad);
    CAPTURE(row.ceil);
    Params p{.N = 1, .C = 1, .H = row.length, .W = 7, .window = row.window, .stride = row.stride, .pad = row.pad};
    p.ceil = row.ceil;
    CHECK(p.P() == row.expected);
    std::swap(p.H, p.W);
    CHECK(p.Q() == row.expected);
  }
}

TEST_CASE("pool2d: overlapping maxima and their gradient") {
  // Windows 3/2 on 4 x 4 with ceil: rows and columns {0,1,2} and {2,3}.
  //   1 2 3 4
  //   8 7 6 5      maxima  9 at (2,0)   12 at (2,3)
  //   9 0 1 12            15 at (3,1)   13 at (3,3)
  //   3 15 2 13
  const Numbers x = {1, 2, 3, 4, 8, 7, 6, 5, 9, 0, 1, 12, 3, 15, 2, 13};
  const Params p{.N = 1, .C = 1, .H = 4, .W = 4, .window = 3, .ceil = true};
  for (const pool2d::Variant* variant : everywhere(pool2d::variants)) {
    CAPTURE(called_on(variant->device, variant->name));
    CHECK(forward(*variant, x, p) == Numbers{9, 12, 15, 13});
    CHECK(grad_input(*variant, {1, 2, 3, 4}, x, p) == Numbers{0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 2, 0, 3, 0, 4});
    // One pixel that is the maximum of all four windows gets the sum of the four gradients.
    Numbers peak = x;
    peak[10] = 99;
    CHECK(grad_input(*variant, {1, 2, 3, 4}, peak, p) == Numbers{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0});
  }
}

TEST_CASE("pool2d: the first of equal maxima gets the whole gradient") {
  // In the left window 5 stands at (0,1), (1,0) and (1,1): row-major, (0,1) is first. The right one is all equal.
  const Numbers x = {4, 5, 7, 7, 5, 5, 7, 7};
  const Params p{.N = 1, .C = 1, .H = 2, .W = 4};
  for (const pool2d::Variant* variant : everywhere(pool2d::variants)) {
    CAPTURE(called_on(variant->device, variant->name));
    CHECK(grad_input(*variant, {1, 2}, x, p) == Numbers{0, 1, 2, 0, 0, 0, 0, 0});
  }
}

TEST_CASE("pool2d: padding never wins a maximum") {
  const double low = -std::numeric_limits<double>::infinity();
  const Params p{.N = 1, .C = 1, .H = 2, .W = 2, .window = 2, .stride = 2, .pad = 1};  // one pixel a window
  for (const pool2d::Variant* variant : everywhere(pool2d::variants)) {
    CAPTURE(called_on(variant->device, variant->name));
    CHECK(forward(*variant, {-1, -2, -3, low}, p) == Numbers{-1, -2, -3, low});
    CHECK(grad_input(*variant, {1, 2, 3, 4}, {-1, -2, -3, low}, p) == Numbers{1, 2, 3, 4});
    // Even where everything is minus infinity, the first pixel inside the image takes the gradient.
    CHECK(grad_input(*variant, {1, 2, 3, 4}, {low, low, low, low}, p) == Numbers{1, 2, 3, 4});
  }
}

TEST_CASE("pool2d: a NaN in a window is its maximum") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Params p{.N = 1, .C = 1, .H = 3, .W = 5, .window = 3, .stride = 2};
  for (const pool2d::Variant* variant : everywhere(pool2d::variants)) {
    CAPTURE(called_on(variant->device, variant->name));
    for (std::size_t place : {0U, 6U, 10U}) {  // in the left window only: first, inside, in its last row
      Numbers x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
      x[place] = nan;
      const Numbers y = forward(*variant, x, p);
      CHECK(std::isnan(y[0]));
      CHECK(y[1] == 15);
      Numbers expected(15, 0.0);
      expected[place] = 1;
      expected[14] = 2;
      CHECK(grad_input(*variant, {1, 2}, x, p) == expected);
    }
  }
}

// Small whole numbers, so that every sum is exact: with equal maxima and NaN all over, and nothing written behind.
TEST_CASE("pool2d: every variant is as naive to the last bit where sums are exact") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double guard = -99;
  Random random(5, Purpose::test);
  for (const Index window : {Index{2}, Index{3}}) {
    for (const bool ceil : {false, true}) {
      for (Index W = 5; W <= 38; ++W) {
        const Params p{.N = 1, .C = 3, .H = 5 + W % 4, .W = W, .window = window, .stride = 2, .ceil = ceil};
        const auto inputs = static_cast<std::size_t>(p.C * p.H * p.W);
        const auto outputs = static_cast<std::size_t>(p.C * p.P() * p.Q());
        Numbers x(inputs);
        Numbers grad_y(outputs);
        for (double& value : x) value = random.below(12) == 0 ? nan : static_cast<double>(random.below(4));
        for (double& value : grad_y) value = static_cast<double>(1 + random.below(9));
        Numbers expected_y(outputs);
        Numbers expected_grad(inputs);
        pool2d::naive.f64.forward(expected_y.data(), x.data(), p);
        pool2d::naive.f64.grad_input(expected_grad.data(), grad_y.data(), x.data(), p);
        for (const pool2d::Variant* variant : everywhere(pool2d::variants)) {
          CAPTURE(called_on(variant->device, variant->name));
          CAPTURE(window);
          CAPTURE(ceil);
          CAPTURE(W);
          Numbers y(outputs + 80, guard);
          Numbers grad_x(inputs + 80, guard);
          variant->f64.forward(y.data(), x.data(), p);
          variant->f64.grad_input(grad_x.data(), grad_y.data(), x.data(), p);
          bool same = true;
          for (std::size_t i = 0; i < outputs; ++i) {
            same &= std::isnan(expected_y[i]) ? std::isnan(y[i]) : y[i] == expected_y[i];
          }
          for (std::size_t i = 0; i < inputs; ++i) same &= grad_x[i] == expected_grad[i];
          CHECK(same);
          CHECK(std::all_of(y.begin() + static_cast<Index>(outputs), y.end(), [&](double v) { return v == guard; }));
          CHECK(std::all_of(grad_x.begin() + static_cast<Index>(inputs), grad_x.end(),
                            [&](double v) { return v == guard; }));
        }
      }
    }
  }
}

// Kernels that share what they find out in a block's memory do without where it is too small.
TEST_CASE("pool2d: windows too large for a block's shared memory") {
  Random random(6, Purpose::test);
  const Params tall{.N = 1, .C = 1, .H = 527, .W = 16, .window = 16, .stride = 1};
  const Params wide{.N = 1, .C = 1, .H = 112, .W = 192, .window = 49, .stride = 1, .mode = Mode::average};
  for (const Params& p : {tall, wide}) {
    CAPTURE(p.W);
    Numbers x(static_cast<std::size_t>(p.H * p.W));
    Numbers grad_y(static_cast<std::size_t>(p.P() * p.Q()));
    for (double& value : x) value = random.normal();
    for (double& value : grad_y) value = random.normal();
    const Numbers y = forward(pool2d::naive, x, p);
    const Numbers grad_x = grad_input(pool2d::naive, grad_y, x, p);
    const auto as_naive = [](const Numbers& got, const Numbers& expected) {
      const Comparison result =
          compare(std::span<const double>(got), std::span<const double>(expected), sum_tolerance<double>(49 * 49));
      CHECK_MESSAGE(result.passed, result.str());
    };
    for (const pool2d::Variant* variant : everywhere(pool2d::variants)) {
      CAPTURE(called_on(variant->device, variant->name));
      as_naive(forward(*variant, x, p), y);
      as_naive(grad_input(*variant, grad_y, x, p), grad_x);
    }
  }
}

TEST_CASE("pool2d: averages count the padding, or do not") {
  // 3 x 3 image, window 3, stride 2, pad 1: each of the four windows holds 2 x 2 pixels of the image and 5 of padding.
  //   1 2 3     sums  1+2+4+5 = 12   2+3+5+6 = 16
  //   4 5 6           4+5+7+8 = 24   5+6+8+9 = 28
  //   7 8 9
  const Numbers x = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  Params p{.N = 1, .C = 1, .H = 3, .W = 3, .window = 3, .stride = 2, .pad = 1, .mode = Mode::average};
  for (const pool2d::Variant* variant : everywhere(pool2d::variants)) {
    CAPTURE(called_on(variant->device, variant->name));
    p.count_pad = true;
    CHECK(forward(*variant, x, p) == Numbers{12 / 9.0, 16 / 9.0, 24 / 9.0, 28 / 9.0});
    CHECK(grad_input(*variant, {9, 18, 27, 36}, x, p) == Numbers{1, 3, 2, 4, 10, 6, 3, 7, 4});
    p.count_pad = false;
    CHECK(forward(*variant, x, p) == Numbers{3, 4, 6, 7});
    CHECK(grad_input(*variant, {4, 8, 12, 16}, x, p) == Numbers{1, 3, 2, 4, 10, 6, 3, 7, 4});
  }
}

TEST_CASE("pool2d: an average cut by ceil divides by what is left of the window") {
  // Two equal rows of 4, window 3, stride 2: {1, 2, 3} and {3, 10}. The third row, and in the second window the third
  // column, lie outside even the padded image and are never counted: 6 elements and 4.
  Params p{.N = 1, .C = 1, .H = 2, .W = 4, .window = 3, .stride = 2, .mode = Mode::average, .ceil = true};
  const Numbers x = {1, 2, 3, 10, 1, 2, 3, 10};
  for (const pool2d::Variant* variant : everywhere(pool2d::variants)) {
    CAPTURE(called_on(variant->device, variant->name));
    for (bool count_pad : {true, false}) {
      p.count_pad = count_pad;
      CHECK(forward(*variant, x, p) == Numbers{2, 6.5});
      CHECK(grad_input(*variant, {6, 8}, x, p) == Numbers{1, 1, 3, 2, 1, 1, 3, 2});
    }
  }
  // One row, and pad 1: the windows start at -1, 1 and 3; {2, 3, 10} is whole, and {10} has one column of padding
  // beside it: 2 counted of 3, while the row is 1 of the 3 that pad 1 above and below makes of it.
  p.H = 1;
  p.pad = 1;
  for (const pool2d::Variant* variant : everywhere(pool2d::variants)) {
    CAPTURE(called_on(variant->device, variant->name));
    p.count_pad = true;
    CHECK(forward(*variant, {1, 2, 3, 10}, p) == Numbers{3 / 9.0, 15 / 9.0, 10 / 6.0});
    p.count_pad = false;
    CHECK(forward(*variant, {1, 2, 3, 10}, p) == Numbers{1.5, 5, 10});
  }
}

TEST_CASE("pool2d: wrong sizes are refused, and the layer is named") {
  const Params good{.N = 1, .C = 1, .H = 4, .W = 4};
  CHECK(error_of(good).empty());
  Params p = good;
  p.stride = 0;
  CHECK(error_of(p).find("layer pool1") != std::string::npos);
  p = good;
  p.pad = 2;  // window 2: at most 1
  CHECK(error_of(p).find("0 to 1") != std::string::npos);
  p.pad = -1;
  CHECK(error_of(p).find("layer pool1") != std::string::npos);
  p = good;
  p.window = 5;
  CHECK(error_of(p).find("larger than the padded image") != std::string::npos);
  p.ceil = true;  // leaves the image by less than a stride
  CHECK(error_of(p).empty());
}

TEST_CASE("pool2d: settings reach the parameters") {
  Tensors in;
  Tensor<double> x(Shape{1, 1, 1, 4});
  const Numbers values = {1, 2, 3, 10};
  std::copy(values.begin(), values.end(), x.data());
  in["x"] = x;
  const Op& op = find_op("pool2d");
  const auto run = [&](const SettingMap& given) {
    const Tensors out = run_all(op.bind("best", Settings("pool2d", op.settings, given), in));
    const auto& y = get<double>(out, "y");
    return Numbers(y.data(), y.data() + y.size());
  };
  SettingMap given = {{"window", "3"}, {"ceil", "true"}, {"pad", "1"}};
  CHECK(run(given) == Numbers{2, 10, 10});
  given["mode"] = "average";
  CHECK(run(given) == Numbers{3 / 9.0, 15 / 9.0, 10 / 6.0});
  given["count-pad"] = "false";
  CHECK(run(given) == Numbers{1.5, 5, 10});
  given["stride"] = "3";
  CHECK(run(given) == Numbers{1.5, 6.5});
  given["mode"] = "middle";
  CHECK_THROWS_AS(run(given), Error);
}
