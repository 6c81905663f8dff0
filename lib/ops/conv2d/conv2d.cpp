// conv2d's table of variants, its check of sizes, and how named tensors become its pointers.
#include "ops/conv2d/conv2d.h"

#include <array>

#include "ops/conv2d/cases.h"
#include "ops/sizes.h"
#include "ops/variant.h"
#include "ops/weighted.h"

namespace seven::conv2d {

double Params::macs() const {
  return static_cast<double>(N) * static_cast<double>(K) * static_cast<double>(P()) * static_cast<double>(Q()) *
         static_cast<double>(group_channels()) * static_cast<double>(R) * static_cast<double>(S);
}

void check(const Params& p, const std::string& where) {
  check_sizes("a convolution", where,
              {{"N", p.N, 1},
               {"C", p.C, 1},
               {"H", p.H, 1},
               {"W", p.W, 1},
               {"K", p.K, 1},
               {"R", p.R, 1},
               {"S", p.S, 1},
               {"stride", p.stride, 1},
               {"pad", p.pad, 0},
               {"groups", p.groups, 1}});
  if (p.C % p.groups != 0 || p.K % p.groups != 0) {
    throw Error("groups must divide the channels and the kernels")
        .where(where)
        .got(std::to_string(p.groups) + " groups, " + std::to_string(p.C) + " channels, " + std::to_string(p.K) +
             " kernels");
  }
  if (p.H + 2 * p.pad < p.R || p.W + 2 * p.pad < p.S) {
    throw Error("the kernel is larger than the padded image")
        .where(where)
        .expected("at most " + Shape{p.H + 2 * p.pad, p.W + 2 * p.pad}.str())
        .got("kernel " + Shape{p.R, p.S}.str());
  }
  // The output, one group's column matrix and its padded image.
  const double outputs = static_cast<double>(p.P()) * static_cast<double>(p.Q());
  const double padded = static_cast<double>(p.H + 2 * p.pad) * static_cast<double>(p.W + 2 * p.pad);
  check_elements(
      "a convolution", where,
      {static_cast<double>(p.N) * static_cast<double>(p.K) * outputs,
       static_cast<double>(p.group_channels()) * static_cast<double>(p.R) * static_cast<double>(p.S) * outputs,
       static_cast<double>(p.group_channels()) * padded});
}

std::span<const Variant* const> variants(Device device) {
  static constexpr std::array kTable{&naive, &im2col_gemm, &implicit_gemm, &winograd, &chosen};
  SEVEN_TABLE_OF(device, kTable);
}

namespace {

Params params_of(const Settings& settings, const Shape& x, const Shape& w) {
  expect_rank("conv2d", "x", x, 4, "(N, C, H, W)");
  expect_rank("conv2d", "w", w, 4, "(K, C/groups, R, S)");
  Params p{.N = x[0], .C = x[1], .H = x[2], .W = x[3], .K = w[0], .R = w[2], .S = w[3]};
  p.stride = settings.integer("stride");
  p.pad = settings.integer("pad");
  p.groups = settings.integer("groups");
  p.relu = settings.flag("relu");
  check(p, "conv2d");
  expect_shape("conv2d", "w", w, Shape{p.K, p.group_channels(), p.R, p.S});
  return p;
}

template <class T>
BoundOp bind_as(const std::string& variant, const Settings& settings, const Tensors& in) {
  const Params p = params_of(settings, get<T>(in, "x").shape(), get<T>(in, "w").shape());
  return bind_weighted<T>("conv2d", functions<T>(find_variant(variants, "conv2d", variant)), p,
                          {Shape{p.N, p.K, p.P(), p.Q()}, Shape{p.K}}, in);
}

}  // namespace

Op op() {
  Op result;
  result.name = "conv2d";
  result.summary = "convolution with stride, zero padding and groups";
  result.tensors =
      "reads x (N, C, H, W), w (K, C/groups, R, S), optionally b (K), and for the gradients grad_y (N, K, P, Q);\n"
      "writes y (N, K, P, Q) and, if grad_y is given, grad_x, grad_w and, if b is given, grad_b.\n"
      "P = (H + 2 pad - R) / stride + 1, rounded down; Q likewise from W and S. Kernels are not flipped.";
  result.settings = {{"stride", "1", "step between windows, both ways"},
                     {"pad", "0", "zeros added at each side"},
                     {"groups", "1", "kernel k reads only the channels of its own group"},
                     {"relu", "false", "what comes out below zero becomes zero"}};
  list_variants(result, variants);
  result.differentiable = {"x", "w", "b"};
  result.bind = SEVEN_BIND_BY_TYPE(bind_as, "x");
  result.cases = cases();
  return result;
}

}  // namespace seven::conv2d
