#pragma once

#include "nn/layer.h"
#include "nn/spec.h"
#include "ops/pool2d/pool2d.h"

namespace seven {

// Max or average pooling.
template <class T>
class Pool2dLayer : public Layer<T> {
 public:
  Pool2dLayer(const std::string& name, const Pool2dSpec& spec, const pool2d::Variant& variant);
  [[nodiscard]] std::string kind() const override { return "pool2d"; }
  [[nodiscard]] std::string describe() const override;
  Shape setup(const Shape& in) override;
  void forward(Tensor<T>& y, const Tensor<T>& x, const Pass<T>& pass) override;
  void backward(Tensor<T>* grad_x, const Tensor<T>& grad_y, const Tensor<T>& x, const Tensor<T>& y,
                const Pass<T>& pass) override;

  pool2d::Params params;

 private:
  Pool2dSpec spec_;
  const pool2d::Functions<T>& op_;
};

}  // namespace seven
