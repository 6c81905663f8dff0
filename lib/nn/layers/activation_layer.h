#pragma once

#include "nn/layer.h"
#include "nn/spec.h"
#include "ops/activation/activation.h"

namespace seven {

// ReLU, tanh or the logistic function, element by element.
template <class T>
class ActivationLayer : public Layer<T> {
 public:
  ActivationLayer(const std::string& name, const ActivationSpec& spec, const activation::Variant& variant);
  [[nodiscard]] std::string kind() const override { return "activation"; }
  [[nodiscard]] std::string describe() const override;
  Shape setup(const Shape& in) override;
  void forward(Tensor<T>& y, const Tensor<T>& x, const Pass<T>& pass) override;
  void backward(Tensor<T>* grad_x, const Tensor<T>& grad_y, const Tensor<T>& x, const Tensor<T>& y,
                const Pass<T>& pass) override;

  activation::Params params;

 private:
  const activation::Functions<T>& op_;
};

}  // namespace seven
