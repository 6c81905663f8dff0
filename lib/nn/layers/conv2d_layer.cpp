#include "nn/layers/conv2d_layer.h"

#include <fmt/format.h>

#include "ops/variant.h"

namespace seven {

template <class T>
Conv2dLayer<T>::Conv2dLayer(const std::string& name, const Conv2dSpec& spec, const conv2d::Variant& variant)
    : Layer<T>(name), spec_(spec), op_(functions<T>(variant)) {}

template <class T>
std::string Conv2dLayer<T>::describe() const {
  std::string text = fmt::format("{} kernels {}x{}", spec_.kernels, spec_.size, spec_.size);
  if (spec_.stride != 1) text += fmt::format(", stride {}", spec_.stride);
  if (spec_.pad != 0) text += fmt::format(", pad {}", spec_.pad);
  if (spec_.groups != 1) text += fmt::format(", {} groups", spec_.groups);
  return text;
}

template <class T>
Shape Conv2dLayer<T>::setup(const Shape& in) {
  expect_maps(this->name(), in);
  params = {.N = in[0],
            .C = in[1],
            .H = in[2],
            .W = in[3],
            .K = spec_.kernels,
            .R = spec_.size,
            .S = spec_.size,
            .stride = spec_.stride,
            .pad = spec_.pad,
            .groups = spec_.groups};
  conv2d::check(params, this->name());
  const Shape weight_shape{params.K, params.group_channels(), params.R, params.S};
  weight.describe(this->name() + ".weight", weight_shape);
  bias.describe(this->name() + ".bias", Shape{params.K});
  return Shape{params.N, params.K, params.P(), params.Q()};
}

template <class T>
void Conv2dLayer<T>::initialise(std::uint64_t seed, Index first_parameter) {
  const Index window = params.R * params.S;
  seven::initialise(weight.value, spec_.weight, params.group_channels() * window, params.group_kernels() * window, seed,
                    first_parameter);
  bias.value.fill(static_cast<T>(spec_.bias));
}

template <class T>
void Conv2dLayer<T>::forward(T* y, const T* x, const Pass<T>& pass) {
  conv2d::Params with_relu = params;
  with_relu.relu = pass.relu;
  op_.forward(y, x, weight.value.data(), bias.value.data(), with_relu, pass.workspace);
}

//! [backward]
template <class T>
void Conv2dLayer<T>::backward(T* grad_x, const T* grad_y, const T* x, const T* /*y*/, const Pass<T>& pass) {
  if (grad_x != nullptr) {
    op_.grad_input(grad_x, grad_y, weight.value.data(), params, pass.workspace);
  }
  op_.grad_weight(weight.grad.data(), bias.grad.data(), grad_y, x, params, pass.workspace);
}
//! [backward]

template class Conv2dLayer<float>;
template class Conv2dLayer<double>;

}  // namespace seven
