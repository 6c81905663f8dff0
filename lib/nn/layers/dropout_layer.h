#pragma once

#include "nn/layer.h"
#include "nn/spec.h"
#include "ops/dropout/dropout.h"

namespace seven {

// Dropout. `mask` (0 or 1 an element) is what forward saves for backward. Each dropout layer of a net draws from a
// stream of its own.
template <class T>
class DropoutLayer : public Layer<T> {
 public:
  DropoutLayer(const std::string& name, const DropoutSpec& spec, const dropout::Variant& variant, Index position);
  [[nodiscard]] std::string kind() const override { return "dropout"; }
  [[nodiscard]] std::string describe() const override;
  Shape setup(const Shape& in) override;
  void forward(Tensor<T>& y, const Tensor<T>& x, const Pass<T>& pass) override;
  void backward(Tensor<T>* grad_x, const Tensor<T>& grad_y, const Tensor<T>& x, const Tensor<T>& y,
                const Pass<T>& pass) override;
  [[nodiscard]] Index saved() const override { return mask.size(); }

  Tensor<T> mask;
  dropout::Params params;

 private:
  const dropout::Functions<T>& op_;
  std::uint64_t stream_;  // tells this layer's random numbers from those of the net's other dropout layers
};

}  // namespace seven
