#include "nn/layers/linear_layer.h"

#include <fmt/format.h>

#include <algorithm>

#include "ops/variant.h"

namespace seven {

template <class T>
LinearLayer<T>::LinearLayer(const std::string& name, const LinearSpec& spec, const linear::Variant& variant)
    : Layer<T>(name), spec_(spec), op_(functions<T>(variant)) {}

template <class T>
std::string LinearLayer<T>::describe() const {
  return fmt::format("{} units", spec_.units);
}

template <class T>
Shape LinearLayer<T>::setup(const Shape& in) {
  if (in.rank() < 2) {
    throw Error("a linear layer needs a batch of vectors or maps")
        .where(this->name())
        .expected("(N, ...)")
        .got(in.str());
  }
  params = {.N = in[0], .C = in.size() / std::max<Index>(in[0], 1), .K = spec_.units};
  const Shape weight_shape{params.K, params.C};
  weight.describe(this->name() + ".weight", weight_shape);
  bias.describe(this->name() + ".bias", Shape{params.K});
  return Shape{params.N, params.K};
}

template <class T>
void LinearLayer<T>::initialise(std::uint64_t seed, Index first_parameter) {
  seven::initialise(weight.value, spec_.weight, params.C, params.K, seed, first_parameter);
  bias.value.fill(static_cast<T>(spec_.bias));
}

template <class T>
void LinearLayer<T>::forward(T* y, const T* x, const Pass<T>& pass) {
  linear::Params with_relu = params;
  with_relu.relu = pass.relu;
  op_.forward(y, x, weight.value.data(), bias.value.data(), with_relu, pass.workspace);
}

template <class T>
void LinearLayer<T>::backward(T* grad_x, const T* grad_y, const T* x, const T* /*y*/, const Pass<T>& pass) {
  if (grad_x != nullptr) {
    op_.grad_input(grad_x, grad_y, weight.value.data(), params, pass.workspace);
  }
  op_.grad_weight(weight.grad.data(), bias.grad.data(), grad_y, x, params, pass.workspace);
}

template class LinearLayer<float>;
template class LinearLayer<double>;

}  // namespace seven
