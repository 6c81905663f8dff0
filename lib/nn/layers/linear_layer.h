#pragma once

#include "nn/layer.h"
#include "nn/spec.h"
#include "ops/linear/linear.h"

namespace seven {

// Fully connected: weight (K, C), bias (K). An input with more axes than two is read as (N, everything else).
template <class T>
class LinearLayer : public Layer<T> {
 public:
  LinearLayer(const std::string& name, const LinearSpec& spec, const linear::Variant& variant);
  [[nodiscard]] std::string kind() const override { return "linear"; }
  [[nodiscard]] std::string describe() const override;
  Shape setup(const Shape& in) override;
  void forward(T* y, const T* x, const Pass<T>& pass) override;
  void backward(T* grad_x, const T* grad_y, const T* x, const T* y, const Pass<T>& pass) override;
  [[nodiscard]] bool runs_relu() const override { return true; }
  [[nodiscard]] bool reads_x() const override { return true; }
  [[nodiscard]] std::vector<Parameter<T>*> parameters() override { return {&weight, &bias}; }
  void initialise(std::uint64_t seed, Index first_parameter) override;
  [[nodiscard]] Index workspace() const override { return op_.workspace(params); }
  [[nodiscard]] double macs() const override {
    return static_cast<double>(params.N) * static_cast<double>(params.C) * static_cast<double>(params.K);
  }

  Parameter<T> weight;
  Parameter<T> bias;
  linear::Params params;

 private:
  LinearSpec spec_;
  const linear::Functions<T>& op_;
};

}  // namespace seven
