// ReLU and tanh beside each other: their values, and their slopes, which is what training sees of them.
#include <fmt/format.h>

#include <array>
#include <string>
#include <vector>

#include "inspect/plot.h"
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

// The function at many points, and its slope there.
void add_curves(std::vector<Series>& curves, activation::Kind kind, const std::string& name) {
  constexpr int kSteps = 120;
  Series value{name, {}};
  Series slope{"slope of " + name, {}};
  for (int i = 0; i <= kSteps; ++i) {
    const double x = -3.0 + 6.0 * i / kSteps;
    double y = 0.0;
    double grad_x = 0.0;
    const double one = 1.0;
    activation::naive.f64.forward(&y, &x, {.size = 1, .kind = kind});
    activation::naive.f64.grad_input(&grad_x, &one, &y, {.size = 1, .kind = kind});
    value.points.emplace_back(x, y);
    slope.points.emplace_back(x, grad_x);
  }
  curves.push_back(value);
  curves.push_back(slope);
}

}  // namespace

std::string activation_picture() {
  std::vector<Series> curves;
  add_curves(curves, activation::Kind::relu, "ReLU");
  add_curves(curves, activation::Kind::tanh, "tanh");
  PlotOptions plot;
  plot.title = "ReLU and tanh";
  plot.x_label = "x";
  plot.own_file = true;
  return svg_curves(plot, curves);
}

void show_activation() {
  fmt::print("Activations. A slope near zero lets next to nothing of a gradient through.\n\n");
  print("x", kX);
  fmt::print("\n");
  show(activation::Kind::relu, "ReLU", "its slope");
  show(activation::Kind::tanh, "tanh", "its slope");
}

}  // namespace seven::chapters
