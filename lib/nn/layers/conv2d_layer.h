#pragma once

#include "nn/layer.h"
#include "nn/spec.h"
#include "ops/conv2d/conv2d.h"

namespace seven {

// Convolution: weight (K, C/groups, R, S), bias (K).
template <class T>
class Conv2dLayer : public Layer<T> {
 public:
  Conv2dLayer(const std::string& name, const Conv2dSpec& spec, const conv2d::Variant& variant);
  [[nodiscard]] std::string kind() const override { return "conv2d"; }
  [[nodiscard]] std::string describe() const override;
  Shape setup(const Shape& in) override;
  void forward(T* y, const T* x, const Pass<T>& pass) override;
  void backward(T* grad_x, const T* grad_y, const T* x, const T* y, const Pass<T>& pass) override;
  [[nodiscard]] bool runs_relu() const override { return true; }
  [[nodiscard]] bool reads_x() const override { return true; }
  [[nodiscard]] std::vector<Parameter<T>*> parameters() override { return {&weight, &bias}; }
  void initialise(std::uint64_t seed, Index first_parameter) override;
  [[nodiscard]] Index workspace() const override { return op_.workspace(params); }
  [[nodiscard]] double macs() const override { return params.macs(); }

  Parameter<T> weight;
  Parameter<T> bias;
  conv2d::Params params;

 private:
  Conv2dSpec spec_;
  const conv2d::Functions<T>& op_;
};

}  // namespace seven
