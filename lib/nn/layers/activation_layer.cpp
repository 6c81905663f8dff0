#include "nn/layers/activation_layer.h"

#include "ops/variant.h"

namespace seven {

template <class T>
ActivationLayer<T>::ActivationLayer(const std::string& name, const ActivationSpec& spec,
                                    const activation::Variant& variant)
    : Layer<T>(name), params{.size = 0, .kind = spec.kind}, op_(functions<T>(variant)) {}

template <class T>
std::string ActivationLayer<T>::describe() const {
  switch (params.kind) {
    case activation::Kind::tanh: return "tanh";
    case activation::Kind::sigmoid: return "sigmoid";
    case activation::Kind::relu: break;
  }
  return "ReLU";
}

template <class T>
Shape ActivationLayer<T>::setup(const Shape& in) {
  params.size = in.size();
  return in;
}

template <class T>
void ActivationLayer<T>::forward(T* y, const T* x, const Pass<T>& /*pass*/) {
  op_.forward(y, x, params);
}

template <class T>
void ActivationLayer<T>::backward(T* grad_x, const T* grad_y, const T* /*x*/, const T* y, const Pass<T>& /*pass*/) {
  if (grad_x != nullptr) op_.grad_input(grad_x, grad_y, y, params);
}

template class ActivationLayer<float>;
template class ActivationLayer<double>;

}  // namespace seven
