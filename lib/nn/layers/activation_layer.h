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
  void forward(T* y, const T* x, const Pass<T>& pass) override;
  void backward(T* grad_x, const T* grad_y, const T* x, const T* y, const Pass<T>& pass) override;
  [[nodiscard]] bool is_relu() const override { return params.kind == activation::Kind::relu; }
  [[nodiscard]] bool reads_x() const override { return false; }
  [[nodiscard]] bool reads_y() const override { return true; }
  [[nodiscard]] bool in_place() const override { return true; }

  activation::Params params;

 private:
  const activation::Functions<T>& op_;
};

}  // namespace seven
