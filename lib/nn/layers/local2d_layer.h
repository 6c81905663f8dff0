#pragma once

#include "nn/layer.h"
#include "nn/spec.h"
#include "ops/local2d/local2d.h"

namespace seven {

// Convolution without shared weights: weight (P, Q, K, C, R, S), bias (K, P, Q).
template <class T>
class Local2dLayer : public Layer<T> {
 public:
  Local2dLayer(const std::string& name, const Local2dSpec& spec, const local2d::Variant& variant);
  [[nodiscard]] std::string kind() const override { return "local2d"; }
  [[nodiscard]] std::string describe() const override;
  Shape setup(const Shape& in) override;
  void forward(T* y, const T* x, const Pass<T>& pass) override;
  void backward(T* grad_x, const T* grad_y, const T* x, const T* y, const Pass<T>& pass) override;
  [[nodiscard]] bool reads_x() const override { return true; }
  [[nodiscard]] std::vector<Parameter<T>*> parameters() override { return {&weight, &bias}; }
  void initialise(std::uint64_t seed, Index first_parameter) override;
  [[nodiscard]] Index workspace() const override { return op_.workspace(params); }
  [[nodiscard]] double macs() const override { return params.macs(); }

  Parameter<T> weight;
  Parameter<T> bias;
  local2d::Params params;

 private:
  Local2dSpec spec_;
  const local2d::Functions<T>& op_;
};

}  // namespace seven
