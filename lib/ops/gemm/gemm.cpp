// gemm's table of variants, its registered cases, and how named tensors become its pointers.
#include "ops/gemm/gemm.h"

#include <array>
#include <memory>

#include "ops/gemm/cases.h"
#include "ops/variant.h"

namespace seven::gemm {

std::span<const Variant* const> variants(Device device) {
  static constexpr std::array kTable{&naive,  &loop_order, &cache_blocked, &register_tile,
                                     &packed, &vectorised, &threaded};
  SEVEN_TABLE_OF(device, kTable);
}

namespace {

template <class T>
BoundOp bind_as(const std::string& variant, const Settings& settings, const Tensors& in) {
  const auto& functions = seven::functions<T>(find_variant(variants, "gemm", variant));
  const Tensor<T>& a = get<T>(in, "a");
  const Tensor<T>& b = get<T>(in, "b");
  expect_rank("gemm", "a", a.shape(), 2, "(M, K), or (K, M) with --transpose-a");
  expect_rank("gemm", "b", b.shape(), 2, "(K, N), or (N, K) with --transpose-b");
  Params p;
  p.transpose_a = settings.flag("transpose-a");
  p.transpose_b = settings.flag("transpose-b");
  p.M = a.shape()[p.transpose_a ? 1 : 0];
  p.K = a.shape()[p.transpose_a ? 0 : 1];
  p.N = b.shape()[p.transpose_b ? 0 : 1];
  expect_shape("gemm", "b", b.shape(), p.transpose_b ? Shape{p.N, p.K} : Shape{p.K, p.N});

  Epilogue<T> epilogue;
  epilogue.relu = settings.flag("relu");
  if (const Tensor<T>* bias = find<T>(in, "row_bias")) {
    expect_shape("gemm", "row_bias", bias->shape(), Shape{p.M});
    epilogue.row_bias = bias->data();
  }
  if (const Tensor<T>* bias = find<T>(in, "column_bias")) {
    expect_shape("gemm", "column_bias", bias->shape(), Shape{p.N});
    epilogue.column_bias = bias->data();
  }

  BoundOp bound{.device = a.device()};
  T* c = new_output<T>(bound, "c", Shape{p.M, p.N});
  if (const Tensor<T>* start = find<T>(in, "c")) {
    expect_shape("gemm", "c", start->shape(), Shape{p.M, p.N});
    output<T>(bound, "c").copy_from(*start);
    p.accumulate = true;
  }
  auto workspace = new_workspace<T>(bound, functions.workspace(p));
  const double flops = 2.0 * static_cast<double>(p.M) * static_cast<double>(p.N) * static_cast<double>(p.K);
  const double bytes = static_cast<double>(sizeof(T)) * static_cast<double>(a.size() + b.size() + p.M * p.N);
  bound.problems.push_back(
      {"forward", [=, &a, &b, run = functions.run] { run(c, a.data(), b.data(), p, epilogue, workspace->data()); },
       flops, bytes});
  return bound;
}

}  // namespace

Op op() {
  Op result;
  result.name = "gemm";
  result.summary = "matrix product C = A B, or C += A B";
  result.tensors =
      "reads a (M, K), b (K, N), optionally row_bias (M), column_bias (N) and, to add the product to it, c (M, N);\n"
      "writes c (M, N), under the same name: the product, plus the biases, then ReLU with --relu.\n"
      "A K of 0 gives zeros, or c as it was. No gradients: they are products with --transpose-a and --transpose-b.";
  result.settings = {{"transpose-a", "false", "a is stored as (K, M)"},
                     {"transpose-b", "false", "b is stored as (N, K)"},
                     {"relu", "false", "what comes out below zero becomes zero"}};
  list_variants(result, variants);
  result.output = "c";
  result.bind = SEVEN_BIND_BY_TYPE(bind_as, "a");
  result.cases = cases();
  return result;
}

}  // namespace seven::gemm
