// gemm's table of variants, its registered cases, and how named tensors become its pointers.
#include "ops/gemm/gemm.h"

#include <array>
#include <memory>

#include "ops/variant.h"

namespace seven::gemm {

std::span<const Variant* const> variants() {
  static constexpr std::array kTable{&naive, &blocked};
  return kTable;
}

namespace {

template <class T>
BoundOp bind_as(const std::string& variant, const Settings& settings, const Tensors& in) {
  const auto& functions = seven::functions<T>(find_variant(variants(), "gemm", variant));
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

  BoundOp bound;
  T* c = new_output<T>(bound, "c", Shape{p.M, p.N});
  if (const Tensor<T>* start = find<T>(in, "c")) {
    expect_shape("gemm", "c", start->shape(), Shape{p.M, p.N});
    std::copy_n(start->data(), start->size(), c);
    p.accumulate = true;
  }
  auto workspace = std::make_shared<Tensor<T>>(Shape{functions.workspace(p)});
  const double flops = 2.0 * static_cast<double>(p.M) * static_cast<double>(p.N) * static_cast<double>(p.K);
  const double bytes = static_cast<double>(sizeof(T)) * static_cast<double>(a.size() + b.size() + p.M * p.N);
  bound.problems.push_back({"forward",
                            [=, &a, &b, run = functions.run] { run(c, a.data(), b.data(), p, workspace->data()); },
                            flops, bytes});
  return bound;
}

OpCase make_case(const std::string& name, Index m, Index n, Index k, bool transpose_a = false,
                 bool transpose_b = false) {
  OpCase result;
  result.name = name;
  result.settings = {{"transpose-a", transpose_a ? "true" : "false"}, {"transpose-b", transpose_b ? "true" : "false"}};
  result.inputs = {{"a", transpose_a ? Shape{k, m} : Shape{m, k}}, {"b", transpose_b ? Shape{n, k} : Shape{k, n}}};
  result.sum_length = k;
  return result;
}

// Sizes below, at, above and beside the register tile (8 x 32), the cache tiles (96 x 1024, depth 256) and a task.
std::vector<OpCase> cases() {
  std::vector<OpCase> list = {
      make_case("1x1x1", 1, 1, 1),
      make_case("row", 1, 70, 33),
      make_case("column", 70, 1, 33),
      make_case("tile", 8, 32, 16),
      make_case("below_tile", 7, 31, 5),
      make_case("above_tile", 9, 33, 17),
      make_case("transpose_a", 37, 41, 29, true, false),
      make_case("transpose_b", 37, 41, 29, false, true),
      make_case("transpose_both", 37, 41, 29, true, true),
      make_case("deep", 19, 35, 517),
      make_case("deep_transposed", 19, 35, 517, true, true),
      make_case("tall", 401, 33, 20),
      make_case("wide", 5, 1061, 20),
      make_case("outer_product", 33, 65, 1),
  };
  OpCase accumulate = make_case("accumulate", 13, 47, 300);
  accumulate.inputs.emplace_back("c", Shape{13, 47});
  list.push_back(accumulate);
  OpCase square = make_case("square_512", 512, 512, 512);
  square.benchmark = true;
  list.push_back(square);
  OpCase conv = make_case("cifar_conv2", 32, 256, 800);
  conv.benchmark = true;
  list.push_back(conv);
  return list;
}

}  // namespace

Op op() {
  Op result;
  result.name = "gemm";
  result.summary = "matrix product C = A B, or C += A B";
  result.tensors =
      "reads a (M, K), b (K, N) and, to add the product to it, c (M, N); writes c (M, N), under the same name.\n"
      "A K of 0 gives zeros, or c as it was. No gradients: they are products with --transpose-a and --transpose-b.";
  result.settings = {{"transpose-a", "false", "a is stored as (K, M)"},
                     {"transpose-b", "false", "b is stored as (N, K)"}};
  result.variants = variant_names(variants());
  result.output = "c";
  result.bind = SEVEN_BIND_BY_TYPE(bind_as, "a");
  result.cases = cases();
  return result;
}

}  // namespace seven::gemm
