// linear's table of variants, its check of sizes, and how named tensors become its pointers.
#include "ops/linear/linear.h"

#include <array>

#include "ops/linear/cases.h"
#include "ops/variant.h"
#include "ops/weighted.h"

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

std::span<const Variant* const> variants(Device device) {
  static constexpr std::array kTable{&naive, &gemm};
  SEVEN_TABLE_OF(device, kTable);
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
BoundOp bind_as(const std::string& variant, const Settings& settings, const Tensors& in) {
  Params p = params_of(get<T>(in, "x").shape(), get<T>(in, "w").shape());
  p.relu = settings.flag("relu");
  return bind_weighted<T>("linear", functions<T>(find_variant(variants, "linear", variant)), p,
                          {Shape{p.N, p.K}, Shape{p.K}}, in);
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
  result.settings = {{"relu", "false", "what comes out below zero becomes zero"}};
  list_variants(result, variants);
  result.differentiable = {"x", "w", "b"};
  result.bind = SEVEN_BIND_BY_TYPE(bind_as, "x");
  result.cases = cases();
  return result;
}

}  // namespace seven::linear
