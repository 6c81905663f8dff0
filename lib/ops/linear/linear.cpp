// linear's table of variants, its check of sizes, and how named tensors become its pointers.
#include "ops/linear/linear.h"

#include <array>
#include <memory>

#include "ops/linear/cases.h"
#include "ops/variant.h"

namespace seven::linear {

double Params::macs() const { return static_cast<double>(N) * static_cast<double>(C) * static_cast<double>(K); }

void check(const Params& p, const std::string& where) {
  if (p.N < 1 || p.C < 1 || p.K < 1) {
    throw Error("a linear layer has a size below 1")
        .where(where)
        .expected("images, inputs, units >= 1")
        .got(Shape{p.N, p.C, p.K}.str());
  }
}

std::span<const Variant* const> variants() {
  static constexpr std::array kTable{&naive, &gemm};
  return kTable;
}

namespace {

// x may have more axes than two: an image's elements count as they lie in memory.
Params params_of(const Shape& x, const Shape& w) {
  if (x.rank() < 2) expect_rank("linear", "x", x, 2, "(N, C), or (N, ...) to be flattened");
  expect_rank("linear", "w", w, 2, "(K, C)");
  const Params p{.N = x[0], .C = x[0] > 0 ? x.size() / x[0] : 0, .K = w[0]};
  check(p, "linear");
  expect_shape("linear", "w", w, Shape{p.K, p.C});
  return p;
}

template <class T>
BoundOp bind_as(const std::string& variant, const Settings& /*settings*/, const Tensors& in) {
  const auto& f = functions<T>(find_variant(variants(), "linear", variant));
  const Tensor<T>& x = get<T>(in, "x");
  const Tensor<T>& w = get<T>(in, "w");
  const Tensor<T>* b = find<T>(in, "b");
  const Tensor<T>* grad_y = find<T>(in, "grad_y");
  const Params p = params_of(x.shape(), w.shape());
  const Shape out{p.N, p.K};
  if (b != nullptr) expect_shape("linear", "b", b->shape(), Shape{p.K});
  if (grad_y != nullptr) expect_shape("linear", "grad_y", grad_y->shape(), out);

  BoundOp bound;
  auto workspace = std::make_shared<Tensor<T>>(Shape{f.workspace(p)});
  const double flops = 2.0 * p.macs();
  const double bytes = static_cast<double>(sizeof(T)) * static_cast<double>(x.size() + w.size() + out.size());
  T* y = new_output<T>(bound, "y", out);
  bound.problems.push_back(
      {"forward",
       [=, &x, &w] { f.forward(y, x.data(), w.data(), b != nullptr ? b->data() : nullptr, p, workspace->data()); },
       flops, bytes});
  if (grad_y == nullptr) return bound;
  T* grad_x = new_output<T>(bound, "grad_x", x.shape());
  bound.problems.push_back(
      {"grad_input", [=, &w] { f.grad_input(grad_x, grad_y->data(), w.data(), p, workspace->data()); }, flops, bytes});
  T* grad_w = new_output<T>(bound, "grad_w", w.shape());
  T* grad_b = b != nullptr ? new_output<T>(bound, "grad_b", b->shape()) : nullptr;
  bound.problems.push_back({"grad_weight",
                            [=, &x] { f.grad_weight(grad_w, grad_b, grad_y->data(), x.data(), p, workspace->data()); },
                            flops, bytes});
  return bound;
}

}  // namespace

Op op() {
  Op result;
  result.name = "linear";
  result.summary = "fully connected layer: y = x w^T + b";
  result.tensors =
      "reads x (N, C), or (N, ...) whose images are flattened row by row to C numbers; w (K, C), optionally b (K), "
      "and\n"
      "for the gradients grad_y (N, K);\n"
      "writes y (N, K) and, if grad_y is given, grad_x of x's own shape, grad_w and, if b is given, grad_b";
  result.variants = variant_names(variants());
  result.differentiable = {"x", "w", "b"};
  result.bind = SEVEN_BIND_BY_TYPE(bind_as, "x");
  result.cases = cases();
  return result;
}

}  // namespace seven::linear
