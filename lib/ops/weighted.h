// How the ops with weights (conv2d, local2d, linear) bind named tensors: they differ in shapes alone.
#pragma once

#include <memory>
#include <string>

#include "ops/activation/activation.h"
#include "ops/op.h"

namespace seven {

// The shapes that follow from an op's parameters.
struct WeightedShapes {
  Shape out;   // of y and grad_y
  Shape bias;  // of b
};

// Reads x and w, and as far as they are there b and grad_y; writes y, and with grad_y also grad_x, grad_w and grad_b.
// `f` is the variant's functions, with conv2d's signatures.
template <class T, class Functions, class Params>
BoundOp bind_weighted(const std::string& op, const Functions& f, const Params& p, const WeightedShapes& shapes,
                      const Tensors& in) {
  const Tensor<T>& x = get<T>(in, "x");
  const Tensor<T>& w = get<T>(in, "w");
  const Tensor<T>* b = find<T>(in, "b");
  const Tensor<T>* grad_y = find<T>(in, "grad_y");
  if (b != nullptr) expect_shape(op, "b", b->shape(), shapes.bias);
  if (grad_y != nullptr) expect_shape(op, "grad_y", grad_y->shape(), shapes.out);

  BoundOp bound{.device = x.device()};
  auto workspace = new_workspace<T>(bound, f.workspace(p));
  // A fused ReLU is no business of the three functions' gradients: they start from the grad_y of the sums before it.
  const bool relu = [&] {
    if constexpr (requires { p.relu; }) return p.relu;
    return false;
  }();
  const double flops = 2.0 * p.macs();
  const double bytes = static_cast<double>(sizeof(T)) * static_cast<double>(x.size() + w.size() + shapes.out.size());
  const T* bias = b != nullptr ? b->data() : nullptr;
  T* y = new_output<T>(bound, "y", shapes.out);
  bound.problems.push_back(
      {"forward", [=, &x, &w] { f.forward(y, x.data(), w.data(), bias, p, workspace->data()); }, flops, bytes});
  if (grad_y == nullptr) return bound;
  auto masked = std::make_shared<Tensor<T>>(relu ? grad_y->shape() : Shape{0}, bound.device);
  const auto& mask = functions<T>(find_variant(activation::variants, "activation", called_on(bound.device, "best")));
  const auto grad_of_sums = [=, &mask]() -> const T* {
    if (!relu) return grad_y->data();
    mask.grad_input(masked->data(), grad_y->data(), y, {.size = grad_y->size(), .kind = activation::Kind::relu});
    return masked->data();
  };
  T* grad_x = new_output<T>(bound, "grad_x", x.shape());
  bound.problems.push_back(
      {"grad_input", [=, &w] { f.grad_input(grad_x, grad_of_sums(), w.data(), p, workspace->data()); }, flops, bytes});
  T* grad_w = new_output<T>(bound, "grad_w", w.shape());
  T* grad_b = b != nullptr ? new_output<T>(bound, "grad_b", b->shape()) : nullptr;
  bound.problems.push_back({"grad_weight",
                            [=, &x] { f.grad_weight(grad_w, grad_b, grad_of_sums(), x.data(), p, workspace->data()); },
                            flops, bytes});
  return bound;
}

}  // namespace seven
