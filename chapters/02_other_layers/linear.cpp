// A fully connected layer is a convolution whose kernel is as large as its input; on a larger input it gives a map.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/philox.h"
#include "core/tensor.h"
#include "ops/conv2d/conv2d.h"
#include "ops/linear/linear.h"
#include "tour.h"

namespace seven::chapters {

namespace {

constexpr Index kChannels = 4, kSide = 3, kUnits = 5, kLargeSide = 5;

Tensor<float> random_tensor(const Shape& shape, Index stream) {
  Tensor<float> tensor(shape);
  Random random(0, Purpose::probe, 0, stream);
  for (float& value : tensor.span()) value = static_cast<float>(random.normal());
  return tensor;
}

void print(const char* name, const float* numbers, Index count, Index apart) {
  fmt::print("  {:<48}", name);
  for (Index i = 0; i < count; ++i) fmt::print("{:>9.4f}", numbers[i * apart]);
  fmt::print("\n");
}

}  // namespace

void show_linear() {
  const Index inputs = kChannels * kSide * kSide;
  const Tensor<float> w = random_tensor(Shape{kUnits, kChannels, kSide, kSide}, 1);
  const Tensor<float> b = random_tensor(Shape{kUnits}, 2);
  const Tensor<float> large = random_tensor(Shape{1, kChannels, kLargeSide, kLargeSide}, 3);
  // The upper left corner of the large input.
  Tensor<float> x(Shape{1, kChannels, kSide, kSide});
  for (Index c = 0; c < kChannels; ++c) {
    for (Index h = 0; h < kSide; ++h) {
      std::copy_n(large.data() + (c * kLargeSide + h) * kLargeSide, kSide, x.data() + (c * kSide + h) * kSide);
    }
  }
  fmt::print("Fully connected: {} units on {} x {} x {} numbers, {} weights, the same in every line.\n\n", kUnits,
             kChannels, kSide, kSide, w.size());

  std::vector<float> y(static_cast<std::size_t>(kUnits));
  linear::naive.f32.forward(y.data(), x.data(), w.data(), b.data(), {.N = 1, .C = inputs, .K = kUnits}, nullptr);
  print("linear on a row of 36 numbers", y.data(), kUnits, 1);

  conv2d::Params a{.N = 1, .C = inputs, .H = 1, .W = 1, .K = kUnits, .R = 1, .S = 1};
  conv2d::naive.f32.forward(y.data(), x.data(), w.data(), b.data(), a, nullptr);
  print("convolution 1 x 1 on 36 channels of 1 x 1", y.data(), kUnits, 1);

  a = {.N = 1, .C = kChannels, .H = kSide, .W = kSide, .K = kUnits, .R = kSide, .S = kSide};
  conv2d::naive.f32.forward(y.data(), x.data(), w.data(), b.data(), a, nullptr);
  print("convolution 3 x 3 on 4 channels of 3 x 3", y.data(), kUnits, 1);

  a.H = a.W = kLargeSide;
  Tensor<float> map(Shape{1, kUnits, a.P(), a.Q()});
  conv2d::naive.f32.forward(map.data(), large.data(), w.data(), b.data(), a, nullptr);
  print("the same on 5 x 5, at the upper left", map.data(), kUnits, a.P() * a.Q());
  fmt::print("\nOn 5 x 5 it gives {} x {} answers, one a position, without a new weight.\n", a.P(), a.Q());
}

}  // namespace seven::chapters
