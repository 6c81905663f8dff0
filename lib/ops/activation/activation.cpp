// activation's table of variants, its registered cases, and how named tensors become its pointers.
#include "ops/activation/activation.h"

#include <array>

#include "core/parallel.h"
#include "ops/op.h"
#include "ops/variant.h"

namespace seven::activation {

void check(const Params& p, const std::string& where) {
  if (p.size < 0) throw Error("an activation has a negative size").where(where).got(std::to_string(p.size));
}

std::span<const Variant* const> variants(Device device) {
  static constexpr std::array kTable{&naive, &vectorised};
  SEVEN_TABLE_OF(device, kTable);
}

namespace {

Kind kind_of(const Settings& settings) {
  const std::string kind = settings.choice("kind", {"relu", "tanh", "sigmoid"});
  return kind == "relu" ? Kind::relu : kind == "tanh" ? Kind::tanh : Kind::sigmoid;
}

template <class T>
BoundOp bind_as(const std::string& variant, const Settings& settings, const Tensors& in) {
  const auto& f = functions<T>(find_variant(variants, "activation", variant));
  const Tensor<T>& x = get<T>(in, "x");
  const Tensor<T>* grad_y = find<T>(in, "grad_y");
  const Params p{.size = x.size(), .kind = kind_of(settings)};
  check(p, "activation");
  if (grad_y != nullptr) expect_shape("activation", "grad_y", grad_y->shape(), x.shape());

  BoundOp bound{.device = x.device()};
  const double flops = static_cast<double>(p.size);
  const double bytes = static_cast<double>(sizeof(T)) * static_cast<double>(p.size);
  T* y = new_output<T>(bound, "y", x.shape());
  bound.problems.push_back({"forward", [=, &x] { f.forward(y, x.data(), p); }, flops, 2.0 * bytes});
  if (grad_y == nullptr) return bound;
  T* grad_x = new_output<T>(bound, "grad_x", x.shape());
  bound.problems.push_back({"grad_input", [=] { f.grad_input(grad_x, grad_y->data(), y, p); }, flops, 3.0 * bytes});
  return bound;
}

OpCase make_case(const std::string& name, const std::string& kind, const Shape& shape, Fill fill = Fill::normal) {
  OpCase result;
  result.name = name;
  result.settings = {{"kind", kind}};
  result.inputs = {{"x", shape}};
  result.fill = fill;
  return result;
}

// Each kind on one element, on a map, at zero, and on sizes beside a vector and a chunk.
std::vector<OpCase> cases() {
  std::vector<OpCase> list;
  for (const std::string kind : {"relu", "tanh", "sigmoid"}) {
    list.push_back(make_case(kind + "_one", kind, Shape{1}));
    list.push_back(make_case(kind + "_map", kind, Shape{2, 3, 5, 7}));
    list.push_back(make_case(kind + "_zeros", kind, Shape{9, 11}, Fill::ties));
    list.push_back(make_case(kind + "_above_chunk", kind, Shape{kElementChunk + 1}));
    OpCase benchmark = make_case(kind + "_cifar_conv1", kind, Shape{128, 32, 32, 32});
    benchmark.benchmark = true;
    list.push_back(benchmark);
  }
  list.push_back(make_case("relu_alexnet_conv1", "relu", Shape{8, 96, 55, 55}));
  list.back().benchmark = true;
  return list;
}

}  // namespace

Op op() {
  Op result;
  result.name = "activation";
  result.summary = "relu, tanh or sigmoid of each element";
  result.tensors =
      "reads x (any shape) and, for the gradient, grad_y (as x);\n"
      "writes y (as x) and, if grad_y is given, grad_x. The gradient of relu at 0 is 0.";
  result.settings = {{"kind", "relu", "relu, tanh or sigmoid"}};
  list_variants(result, variants);
  result.differentiable = {"x"};
  result.bind = SEVEN_BIND_BY_TYPE(bind_as, "x");
  result.cases = cases();
  return result;
}

}  // namespace seven::activation
