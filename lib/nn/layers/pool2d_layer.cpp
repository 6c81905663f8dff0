#include "nn/layers/pool2d_layer.h"

#include <fmt/format.h>

#include "ops/variant.h"

namespace seven {

template <class T>
Pool2dLayer<T>::Pool2dLayer(const std::string& name, const Pool2dSpec& spec, const pool2d::Variant& variant)
    : Layer<T>(name), spec_(spec), op_(functions<T>(variant)) {}

template <class T>
std::string Pool2dLayer<T>::describe() const {
  return fmt::format("{} {}x{}, stride {}{}", spec_.mode == pool2d::Mode::max ? "max" : "average", spec_.window,
                     spec_.window, spec_.stride, spec_.ceil ? ", ceil" : "");
}

template <class T>
Shape Pool2dLayer<T>::setup(const Shape& in) {
  expect_maps(this->name(), in);
  params = {.N = in[0],
            .C = in[1],
            .H = in[2],
            .W = in[3],
            .window = spec_.window,
            .stride = spec_.stride,
            .pad = spec_.pad,
            .mode = spec_.mode,
            .ceil = spec_.ceil};
  pool2d::check(params, this->name());
  return Shape{params.N, params.C, params.P(), params.Q()};
}

template <class T>
void Pool2dLayer<T>::forward(T* y, const T* x, const Pass<T>& /*pass*/) {
  op_.forward(y, x, params);
}

template <class T>
void Pool2dLayer<T>::backward(T* grad_x, const T* grad_y, const T* x, const T* /*y*/, const Pass<T>& /*pass*/) {
  if (grad_x != nullptr) op_.grad_input(grad_x, grad_y, x, params);
}

template class Pool2dLayer<float>;
template class Pool2dLayer<double>;

}  // namespace seven
