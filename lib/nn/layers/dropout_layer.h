#pragma once

#include "nn/layer.h"
#include "nn/spec.h"
#include "ops/dropout/dropout.h"

namespace seven {

// Dropout. Forward in training saves the mask (0 or 1 an element) for backward. Each dropout layer of a net draws from
// a stream of its own.
template <class T>
class DropoutLayer : public Layer<T> {
 public:
  DropoutLayer(const std::string& name, const DropoutSpec& spec, const dropout::Variant& variant, Index position);
  [[nodiscard]] std::string kind() const override { return "dropout"; }
  [[nodiscard]] std::string describe() const override;
  Shape setup(const Shape& in) override;
  void forward(T* y, const T* x, const Pass<T>& pass) override;
  void backward(T* grad_x, const T* grad_y, const T* x, const T* y, const Pass<T>& pass) override;
  [[nodiscard]] bool reads_x() const override { return false; }
  [[nodiscard]] bool in_place() const override { return true; }
  [[nodiscard]] Index saved() const override { return params.N * params.C; }

  dropout::Params params;

 private:
  const dropout::Functions<T>& op_;
  std::uint64_t stream_;  // tells this layer's random numbers from those of the net's other dropout layers
};

}  // namespace seven
