// local2d's table of variants, its check of sizes, and how named tensors become its pointers.
#include "ops/local2d/local2d.h"

#include <array>

#include "ops/local2d/cases.h"
#include "ops/sizes.h"
#include "ops/variant.h"
#include "ops/weighted.h"

namespace seven::local2d {

double Params::macs() const {
  return static_cast<double>(N) * static_cast<double>(K) * static_cast<double>(P()) * static_cast<double>(Q()) *
         static_cast<double>(C) * static_cast<double>(R) * static_cast<double>(S);
}

void check(const Params& p, const std::string& where) {
  check_sizes("a local layer", where,
              {{"N", p.N, 1},
               {"C", p.C, 1},
               {"H", p.H, 1},
               {"W", p.W, 1},
               {"K", p.K, 1},
               {"R", p.R, 1},
               {"S", p.S, 1},
               {"stride", p.stride, 1},
               {"pad", p.pad, 0}});
  if (p.H + 2 * p.pad < p.R || p.W + 2 * p.pad < p.S) {
    throw Error("the kernel is larger than the padded image")
        .where(where)
        .expected("at most " + Shape{p.H + 2 * p.pad, p.W + 2 * p.pad}.str())
        .got("kernel " + Shape{p.R, p.S}.str());
  }
  // The output; a window of the batch, a column of the workspace; the weights.
  const double outputs = static_cast<double>(p.K) * static_cast<double>(p.P()) * static_cast<double>(p.Q());
  const double window = static_cast<double>(p.C) * static_cast<double>(p.R) * static_cast<double>(p.S);
  const double images = static_cast<double>(p.N);
  check_elements("a local layer", where, {images * outputs, images * window, outputs * window});
}

std::span<const Variant* const> variants(Device device) {
  static constexpr std::array kTable{&naive, &gemm};
  if (device != Device::cpu) return {};
  return kTable;
}

namespace {

Params params_of(const Settings& settings, const Shape& x, const Shape& w) {
  expect_rank("local2d", "x", x, 4, "(N, C, H, W)");
  expect_rank("local2d", "w", w, 6, "(P, Q, K, C, R, S)");
  Params p{.N = x[0], .C = x[1], .H = x[2], .W = x[3], .K = w[2], .R = w[4], .S = w[5]};
  p.stride = settings.integer("stride");
  p.pad = settings.integer("pad");
  check(p, "local2d");
  expect_shape("local2d", "w", w, Shape{p.P(), p.Q(), p.K, p.C, p.R, p.S});
  return p;
}

template <class T>
BoundOp bind_as(const std::string& variant, const Settings& settings, const Tensors& in) {
  const Params p = params_of(settings, get<T>(in, "x").shape(), get<T>(in, "w").shape());
  return bind_weighted<T>("local2d", functions<T>(find_variant(variants, "local2d", variant)), p,
                          {Shape{p.N, p.K, p.P(), p.Q()}, Shape{p.K, p.P(), p.Q()}}, in);
}

}  // namespace

Op op() {
  Op result;
  result.name = "local2d";
  result.summary = "unshared convolution: each output position has its own kernels";
  result.tensors =
      "reads x (N, C, H, W), w (P, Q, K, C, R, S), optionally b (K, P, Q), and for the gradients grad_y (N, K, P, Q);\n"
      "writes y (N, K, P, Q) and, if grad_y is given, grad_x, grad_w and, if b is given, grad_b.\n"
      "P = (H + 2 pad - R) / stride + 1, rounded down; Q likewise from W and S. w[p, q, k] (C, R, S) is kernel k of "
      "the\n"
      "output position (p, q); kernels are not flipped.";
  result.settings = {{"stride", "1", "step between windows, both ways"}, {"pad", "0", "zeros added at each side"}};
  list_variants(result, variants);
  result.differentiable = {"x", "w", "b"};
  result.bind = SEVEN_BIND_BY_TYPE(bind_as, "x");
  result.cases = cases();
  return result;
}

}  // namespace seven::local2d
