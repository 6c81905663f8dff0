#pragma once

#include "nn/layer.h"
#include "nn/spec.h"
#include "ops/lrn/lrn.h"

namespace seven {

// Local response normalisation. `scale` is what forward saves for backward: k + alpha * sum of squares.
template <class T>
class LrnLayer : public Layer<T> {
 public:
  LrnLayer(const std::string& name, const LrnSpec& spec, const lrn::Variant& variant);
  [[nodiscard]] std::string kind() const override { return "lrn"; }
  [[nodiscard]] std::string describe() const override;
  Shape setup(const Shape& in) override;
  void forward(Tensor<T>& y, const Tensor<T>& x, const Pass<T>& pass) override;
  void backward(Tensor<T>* grad_x, const Tensor<T>& grad_y, const Tensor<T>& x, const Tensor<T>& y,
                const Pass<T>& pass) override;
  [[nodiscard]] Index saved() const override { return scale.size(); }

  Tensor<T> scale;  // (N, C, H, W)
  lrn::Params params;

 private:
  const lrn::Functions<T>& op_;
};

}  // namespace seven
