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
  void forward(T* y, const T* x, const Pass<T>& pass) override;
  void backward(T* grad_x, const T* grad_y, const T* x, const T* y, const Pass<T>& pass) override;
  [[nodiscard]] bool reads_x() const override { return params.mode == pool2d::Mode::max; }

  pool2d::Params params;

 private:
  Pool2dSpec spec_;
  const pool2d::Functions<T>& op_;
};

}  // namespace seven
