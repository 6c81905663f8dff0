#pragma once

#include "nn/layer.h"
#include "nn/spec.h"
#include "ops/lrn/lrn.h"

namespace seven {

// Local response normalisation. Forward saves the scale, (N, C, H, W), for backward: k + alpha * sum of squares.
template <class T>
class LrnLayer : public Layer<T> {
 public:
  LrnLayer(const std::string& name, const LrnSpec& spec, const lrn::Variant& variant);
  [[nodiscard]] std::string kind() const override { return "lrn"; }
  [[nodiscard]] std::string describe() const override;
  Shape setup(const Shape& in) override;
  void forward(T* y, const T* x, const Pass<T>& pass) override;
  void backward(T* grad_x, const T* grad_y, const T* x, const T* y, const Pass<T>& pass) override;
  [[nodiscard]] bool reads_x() const override { return true; }
  [[nodiscard]] Index saved() const override { return params.N * params.C * params.H * params.W; }

  lrn::Params params;

 private:
  const lrn::Functions<T>& op_;
};

}  // namespace seven
