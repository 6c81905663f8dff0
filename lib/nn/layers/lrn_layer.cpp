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
  return in;
}

template <class T>
void LrnLayer<T>::forward(T* y, const T* x, const Pass<T>& pass) {
  op_.forward(y, pass.saved, x, params);
}

template <class T>
void LrnLayer<T>::backward(T* grad_x, const T* grad_y, const T* x, const T* /*y*/, const Pass<T>& pass) {
  if (grad_x != nullptr) op_.grad_input(grad_x, grad_y, x, pass.saved, params);
}

template class LrnLayer<float>;
template class LrnLayer<double>;

}  // namespace seven
