// dropout's table of variants, its check of the rate, and how named tensors become its pointers.
#include "ops/dropout/dropout.h"

#include <array>

#include "ops/dropout/cases.h"
#include "ops/variant.h"

namespace seven::dropout {

void check(const Params& p, const std::string& where) {
  if (p.N < 1 || p.C < 1) {
    throw Error("dropout has a size below 1").where(where).expected("images, units >= 1").got(Shape{p.N, p.C}.str());
  }
  if (!(p.rate >= 0.0 && p.rate < 1.0)) {
    throw Error("dropout's rate is out of range")
        .where(where)
        .expected("0 <= rate < 1: the share of units that is dropped")
        .got(std::to_string(p.rate));
  }
}

std::span<const Variant* const> variants(Device device) {
  static constexpr std::array kTable{&naive, &vectorised};
  SEVEN_TABLE_OF(device, kTable);
}

namespace {

Params params_of(const Settings& settings, const Shape& x) {
  if (x.rank() < 2) expect_rank("dropout", "x", x, 2, "(N, C), or (N, ...)");
  Params p{.N = x[0], .C = x[0] > 0 ? x.size() / x[0] : 0};
  p.rate = settings.number("rate");
  p.seed = static_cast<std::uint64_t>(settings.count("seed"));
  p.epoch = settings.count("epoch");
  p.scale_at_test = settings.choice("scale", {"train", "test"}) == "test";
  check(p, "dropout");
  return p;
}

template <class T>
BoundOp bind_as(const std::string& variant, const Settings& settings, const Tensors& in) {
  const auto& f = functions<T>(find_variant(variants, "dropout", variant));
  const Tensor<T>& x = get<T>(in, "x");
  const Tensor<T>* grad_y = find<T>(in, "grad_y");
  const Params p = params_of(settings, x.shape());
  if (grad_y != nullptr) expect_shape("dropout", "grad_y", grad_y->shape(), x.shape());

  BoundOp bound{.device = x.device()};
  const double flops = static_cast<double>(x.size());
  const double bytes = 3.0 * static_cast<double>(sizeof(T)) * static_cast<double>(x.size());
  T* y = new_output<T>(bound, "y", x.shape());
  T* mask = new_output<T>(bound, "mask", x.shape());
  bound.problems.push_back({"forward", [=, &x] { f.forward(y, mask, x.data(), p); }, flops, bytes});
  if (grad_y == nullptr) return bound;
  T* grad_x = new_output<T>(bound, "grad_x", x.shape());
  bound.problems.push_back({"grad_input", [=] { f.grad_input(grad_x, grad_y->data(), mask, p); }, flops, bytes});
  return bound;
}

}  // namespace

Op op() {
  Op result;
  result.name = "dropout";
  result.summary = "switches units off at random, in training";
  result.tensors =
      "reads x (N, ...), and for the gradient grad_y of the same shape;\n"
      "writes mask (0 where a unit is dropped, else 1), y = x * mask / (1 - rate) and, if grad_y is given,\n"
      "grad_x = grad_y * mask / (1 - rate), all of x's shape; with --scale test nothing is divided. The mask of row n\n"
      "follows from seed, epoch and n, and is the same in float32 and float64.";
  result.settings = {
      {"rate", "0.5", "the share of units that is dropped, from 0 to below 1"},
      {"seed", "0", "of the random numbers: a whole number of 0 or more"},
      {"epoch", "0", "each epoch, a whole number of 0 or more, draws other masks"},
      {"scale", "train", "train: kept units are divided by 1 - rate; test: they are not (AlexNet paper)"}};
  list_variants(result, variants);
  result.differentiable = {"x"};
  result.bind = SEVEN_BIND_BY_TYPE(bind_as, "x");
  result.cases = cases();
  return result;
}

}  // namespace seven::dropout
