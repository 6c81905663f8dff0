#include "windows.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "core/error.h"
#include "core/tensor.h"
#include "ops/pool2d/pool2d.h"
#include "ops/variant.h"
#include "scatter.h"

namespace seven::chapters {

namespace {

constexpr Device kDevice = Device::simt_check;

template <std::size_t kSize>
Tensor<float> on_device(const std::array<float, kSize>& numbers) {
  Tensor<float> tensor(Shape{static_cast<Index>(kSize)});
  std::copy(numbers.begin(), numbers.end(), tensor.data());
  return tensor.to(kDevice);
}

template <std::size_t kSize>
void copy_out(std::array<float, kSize>& numbers, const Tensor<float>& tensor) {
  const Tensor<float> on_cpu = tensor.to(Device::cpu);
  std::copy(on_cpu.span().begin(), on_cpu.span().end(), numbers.begin());
}

// Row `row` of a square of `side` numbers, or as many blanks.
std::string row_of(const float* numbers, int side, int row) {
  std::string text;
  for (int i = 0; i < side; ++i) text += row < side ? fmt::format("{:3.0f}", numbers[row * side + i]) : "   ";
  return text;
}

}  // namespace

Windows example_of_windows() {
  Windows e;
  const pool2d::Params p{.N = 1, .C = 1, .H = Windows::kSide, .W = Windows::kSide, .window = 3, .stride = 2};
  const Tensor<float> x = on_device(e.x);
  const Tensor<float> grad_y = on_device(e.grad_y);
  Tensor<float> y = on_device(e.y);
  Tensor<float> grad_x = on_device(e.grad_x);
  const auto gradient_by = [&](const char* variant, const Tensor<float>& of_outputs) {
    const auto& kernels = functions<float>(find_variant(pool2d::variants, "pool2d", variant));
    kernels.forward(y.data(), x.data(), p);
    kernels.grad_input(grad_x.data(), of_outputs.data(), x.data(), p);
    std::array<float, 25> result = {};
    copy_out(result, grad_x);
    return result;
  };
  e.grad_x = gradient_by("simt_check:naive", grad_y);
  copy_out(e.y, y);
  Tensor<float> scattered = on_device(std::array<float, 25>{});
  simt_check::scatter_grad_input(scattered.data(), grad_y.data(), x.data(), p);
  std::array<float, 25> by_scatter = {};
  copy_out(by_scatter, scattered);
  if (gradient_by("simt_check:shared_windows", grad_y) != e.grad_x || by_scatter != e.grad_x) {
    throw Error("two kernels disagree on a gradient of 5 x 5 numbers");
  }
  // The gradient of one window alone shows where it goes.
  for (std::size_t window = 0; window < 4; ++window) {
    std::array<float, 4> one = {};
    one[window] = 1;
    const std::array<float, 25> only = gradient_by("simt_check:naive", on_device(one));
    e.chosen[window] = static_cast<int>(std::max_element(only.begin(), only.end()) - only.begin());
  }
  return e;
}

void show_windows() {
  const Windows e = example_of_windows();
  fmt::print("\nMax-pooling, windows of 3 x 3 with stride 2:\n\n");
  fmt::print("{:<21}{:<12}{:<12}{}\n", "  x", "  y", "  grad_y", "  grad_x");
  for (int row = 0; row < Windows::kSide; ++row) {
    fmt::print("{:<21}{:<12}{:<12}{}\n", row_of(e.x.data(), 5, row), row_of(e.y.data(), 2, row),
               row_of(e.grad_y.data(), 2, row), row_of(e.grad_x.data(), 5, row));
  }
}

}  // namespace seven::chapters
