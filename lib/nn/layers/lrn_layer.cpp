#include "nn/layers/lrn_layer.h"

#include <fmt/format.h>

#include "ops/variant.h"

namespace seven {

template <class T>
LrnLayer<T>::LrnLayer(const std::string& name, const LrnSpec& spec, const lrn::Variant& variant)
    : Layer<T>(name), params(spec.formula), op_(functions<T>(variant)) {}

template <class T>
std::string LrnLayer<T>::describe() const {
  return fmt::format("{} n {}, k {:g}, alpha {:.2g}, beta {:g}",
                     params.across == lrn::Across::channels ? "across," : "in map,", params.n, params.k, params.alpha,
                     params.beta);
}

template <class T>
Shape LrnLayer<T>::setup(const Shape& in) {
  expect_maps(this->name(), in);
  params.N = in[0];
  params.C = in[1];
  params.H = in[2];
  params.W = in[3];
  lrn::check(params, this->name());
  if (scale.shape() != in) scale = Tensor<T>(in);
  return in;
}

template <class T>
void LrnLayer<T>::forward(Tensor<T>& y, const Tensor<T>& x, const Pass<T>& /*pass*/) {
  op_.forward(y.data(), scale.data(), x.data(), params);
}

template <class T>
void LrnLayer<T>::backward(Tensor<T>* grad_x, const Tensor<T>& grad_y, const Tensor<T>& x, const Tensor<T>& /*y*/,
                           const Pass<T>& /*pass*/) {
  if (grad_x != nullptr) op_.grad_input(grad_x->data(), grad_y.data(), x.data(), scale.data(), params);
}

template class LrnLayer<float>;
template class LrnLayer<double>;

}  // namespace seven
