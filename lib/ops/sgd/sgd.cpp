// sgd's table of variants, its check of the numbers, and how named tensors become its pointers.
#include "ops/sgd/sgd.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ops/sgd/cases.h"
#include "ops/variant.h"

namespace seven::sgd {

namespace {

void expect_number(const char* name, bool good, double value, const char* expected, const std::string& where) {
  if (good) return;
  throw Error(std::string("sgd's ") + name + " is out of range")
      .where(where)
      .expected(expected)
      .got(std::to_string(value));
}

}  // namespace

void check(const Params& p, const std::string& where) {
  expect_number("rate", std::isfinite(p.rate) && p.rate >= 0.0, p.rate, "a number of 0 or more", where);
  expect_number("momentum", p.momentum >= 0.0 && p.momentum < 1.0, p.momentum, "0 <= momentum < 1", where);
  expect_number("decay", std::isfinite(p.decay) && p.decay >= 0.0, p.decay, "a number of 0 or more", where);
}

std::span<const Variant* const> variants(Device device) {
  static constexpr std::array kTable{&naive};
  SEVEN_TABLE_OF(device, kTable);
}

namespace {

template <class T>
BoundOp bind_as(const std::string& variant, const Settings& settings, const Tensors& in) {
  const auto& f = functions<T>(find_variant(variants, "sgd", variant));
  const Tensor<T>& w = get<T>(in, "w");
  const Tensor<T>& grad_w = get<T>(in, "grad_w");
  const Tensor<T>* v = find<T>(in, "v");
  expect_shape("sgd", "grad_w", grad_w.shape(), w.shape());
  if (v != nullptr) expect_shape("sgd", "v", v->shape(), w.shape());
  Params p{.size = w.size()};
  p.rate = settings.number("rate");
  p.momentum = settings.number("momentum");
  p.decay = settings.number("decay");
  p.buffer = settings.choice("buffer", {"paper", "pytorch"}) == "paper" ? Buffer::paper : Buffer::pytorch;
  check(p, "sgd");

  // The step works in place: each run goes on from where the one before stopped.
  BoundOp bound{.device = w.device()};
  T* new_w = new_output<T>(bound, "w", w.shape());
  T* new_v = new_output<T>(bound, "v", w.shape());
  output<T>(bound, "w").copy_from(w);
  if (v != nullptr) output<T>(bound, "v").copy_from(*v);
  const double elements = static_cast<double>(w.size());
  bound.problems.push_back({"forward", [=, &grad_w] { f.step(new_w, new_v, grad_w.data(), p); }, 6.0 * elements,
                            5.0 * static_cast<double>(sizeof(T)) * elements});
  return bound;
}

}  // namespace

Op op() {
  Op result;
  result.name = "sgd";
  result.summary = "one step of gradient descent with momentum and weight decay";
  result.tensors =
      "reads w and grad_w of one shape, and v, the momentum buffer (zeros if it is not given);\n"
      "writes w and v after the step.\n"
      "paper:    v = momentum * v - rate * decay * w - rate * grad_w,  w = w + v         (AlexNet, Caffe)\n"
      "pytorch:  v = momentum * v + grad_w + decay * w,                w = w - rate * v  (dampening 0, no Nesterov)";
  result.settings = {{"rate", "0.01", "learning rate"},
                     {"momentum", "0.9", "the share of v that stays, from 0 to below 1"},
                     {"decay", "0.0005", "weight decay: this times w is added to the gradient"},
                     {"buffer", "paper", "paper: the rate is inside v (AlexNet); pytorch: it is outside"}};
  list_variants(result, variants);
  result.output = "w";
  result.bind = SEVEN_BIND_BY_TYPE(bind_as, "w");
  result.cases = cases();
  return result;
}

}  // namespace seven::sgd
