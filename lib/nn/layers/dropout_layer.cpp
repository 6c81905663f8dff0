#include "nn/layers/dropout_layer.h"

#include <fmt/format.h>

#include <algorithm>

#include "ops/variant.h"

namespace seven {

template <class T>
DropoutLayer<T>::DropoutLayer(const std::string& name, const DropoutSpec& spec, const dropout::Variant& variant,
                              Index position)
    : Layer<T>(name), op_(functions<T>(variant)), stream_(static_cast<std::uint64_t>(position) << 48) {
  params.rate = spec.rate;
  params.scale_at_test = spec.scale_at_test;
}

template <class T>
std::string DropoutLayer<T>::describe() const {
  return fmt::format("rate {:g}{}", params.rate, params.scale_at_test ? ", scaled at test" : "");
}

template <class T>
Shape DropoutLayer<T>::setup(const Shape& in) {
  params.N = in[0];
  params.C = in.size() / std::max<Index>(in[0], 1);
  return in;
}

template <class T>
void DropoutLayer<T>::forward(T* y, const T* x, const Pass<T>& pass) {
  if (!pass.training) {
    op_.predict(y, x, params);
    return;
  }
  params.seed = pass.seed ^ stream_;
  params.epoch = pass.epoch;
  params.first_image = pass.first_image;
  op_.forward(y, pass.saved, x, params);
}

template <class T>
void DropoutLayer<T>::backward(T* grad_x, const T* grad_y, const T* /*x*/, const T* /*y*/, const Pass<T>& pass) {
  if (grad_x == nullptr) return;
  if (pass.training) {
    op_.grad_input(grad_x, grad_y, pass.saved, params);
  } else {  // linear, so its gradient is the same function
    op_.predict(grad_x, grad_y, params);
  }
}

template class DropoutLayer<float>;
template class DropoutLayer<double>;

}  // namespace seven
