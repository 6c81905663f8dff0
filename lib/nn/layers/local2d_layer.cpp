#include "nn/layers/local2d_layer.h"

#include <fmt/format.h>

#include "ops/variant.h"

namespace seven {

template <class T>
Local2dLayer<T>::Local2dLayer(const std::string& name, const Local2dSpec& spec, const local2d::Variant& variant)
    : Layer<T>(name), spec_(spec), op_(functions<T>(variant)) {}

template <class T>
std::string Local2dLayer<T>::describe() const {
  std::string text = fmt::format("{} kernels {}x{}, unshared", spec_.kernels, spec_.size, spec_.size);
  if (spec_.stride != 1) text += fmt::format(", stride {}", spec_.stride);
  if (spec_.pad != 0) text += fmt::format(", pad {}", spec_.pad);
  return text;
}

template <class T>
Shape Local2dLayer<T>::setup(const Shape& in) {
  expect_maps(this->name(), in);
  params = {.N = in[0],
            .C = in[1],
            .H = in[2],
            .W = in[3],
            .K = spec_.kernels,
            .R = spec_.size,
            .S = spec_.size,
            .stride = spec_.stride,
            .pad = spec_.pad};
  local2d::check(params, this->name());
  const Shape weight_shape{params.P(), params.Q(), params.K, params.C, params.R, params.S};
  const Shape bias_shape{params.K, params.P(), params.Q()};
  weight.describe(this->name() + ".weight", weight_shape);
  bias.describe(this->name() + ".bias", bias_shape);
  return Shape{params.N, params.K, params.P(), params.Q()};
}

template <class T>
void Local2dLayer<T>::initialise(std::uint64_t seed, Index first_parameter) {
  const Index window = params.R * params.S;
  seven::initialise(weight.value, spec_.weight, params.C * window, params.K * window, seed, first_parameter);
  bias.value.fill(static_cast<T>(spec_.bias));
}

template <class T>
void Local2dLayer<T>::forward(T* y, const T* x, const Pass<T>& pass) {
  op_.forward(y, x, weight.value.data(), bias.value.data(), params, pass.workspace);
}

template <class T>
void Local2dLayer<T>::backward(T* grad_x, const T* grad_y, const T* x, const T* /*y*/, const Pass<T>& pass) {
  if (grad_x != nullptr) {
    op_.grad_input(grad_x, grad_y, weight.value.data(), params, pass.workspace);
  }
  op_.grad_weight(weight.grad.data(), bias.grad.data(), grad_y, x, params, pass.workspace);
}

template class Local2dLayer<float>;
template class Local2dLayer<double>;

}  // namespace seven
