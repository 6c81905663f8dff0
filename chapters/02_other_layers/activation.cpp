// ReLU and tanh beside each other: their values, and their slopes, which is what training sees of them.
#include <fmt/format.h>

#include <array>

#include "ops/activation/activation.h"
#include "tour.h"

namespace seven::chapters {

namespace {

using Numbers = std::array<float, 9>;
constexpr Numbers kX{-6, -3, -1, -0.5F, 0, 0.5F, 1, 3, 6};

void print(const char* name, const Numbers& numbers) {
  fmt::print("  {:<15}", name);
  for (const float number : numbers) fmt::print("{:>10.4g}", number);
  fmt::print("\n");
}

void show(activation::Kind kind, const char* value, const char* slope) {
  const activation::Params a{.size = static_cast<Index>(kX.size()), .kind = kind};
  Numbers y{};
  activation::naive.f32.forward(y.data(), kX.data(), a);
  print(value, y);
  // A gradient of 1 from above: what arrives below is the slope.
  Numbers grad_y{};
  grad_y.fill(1.F);
  Numbers grad_x{};
  activation::naive.f32.grad_input(grad_x.data(), grad_y.data(), y.data(), a);
  print(slope, grad_x);
}

}  // namespace

void show_activation() {
  fmt::print("Activations. A slope near zero lets next to nothing of a gradient through.\n\n");
  print("x", kX);
  fmt::print("\n");
  show(activation::Kind::relu, "ReLU", "its slope");
  show(activation::Kind::tanh, "tanh", "its slope");
}

}  // namespace seven::chapters
