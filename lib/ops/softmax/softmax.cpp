// softmax's table of variants, its check of labels, and how named tensors become its pointers.
#include "ops/softmax/softmax.h"

#include <array>
#include <numeric>

#include "ops/softmax/cases.h"
#include "ops/variant.h"

namespace seven::softmax {

void check(const Params& p, const std::string& where) {
  if (p.N < 1 || p.C < 1) {
    throw Error("softmax has a size below 1").where(where).expected("images, classes >= 1").got(Shape{p.N, p.C}.str());
  }
}

void check_labels(const Index* labels, const Params& p, const std::string& where) {
  for (Index n = 0; n < p.N; ++n) {
    if (labels[n] >= 0 && labels[n] < p.C) continue;
    throw Error("a label is out of range")
        .where(where + ", label " + std::to_string(n) + " of " + std::to_string(p.N))
        .expected("0 to " + std::to_string(p.C - 1))
        .got(std::to_string(labels[n]));
  }
}

std::span<const Variant* const> variants(Device device) {
  static constexpr std::array kTable{&naive, &vectorised};
  SEVEN_TABLE_OF(device, kTable);
}

namespace {

// Adds the problems with labels: the losses, their mean, and the gradient of the mean times grad_loss.
template <class T>
void bind_loss(BoundOp& bound, const Functions<T>& f, const Tensor<T>& x, const Tensor<Index>& labels,
               const Tensor<T>* grad_loss, T* y, const Params& p) {
  expect_shape("softmax", "labels", labels.shape(), Shape{p.N});
  check_labels(labels.to(Device::cpu).data(), p, "softmax");
  if (grad_loss != nullptr && grad_loss->size() != 1) expect_shape("softmax", "grad_loss", grad_loss->shape(), Shape{});
  T* losses = new_output<T>(bound, "losses", Shape{p.N});
  T* loss = new_output<T>(bound, "loss", Shape{});
  T* grad_x = new_output<T>(bound, "grad_x", x.shape());
  const double elements = static_cast<double>(x.size());
  const double bytes = 2.0 * static_cast<double>(sizeof(T)) * elements;
  const DeviceMemory& memory = memory_of(bound.device);
  const auto forward = [=, &x, &labels, &memory] {
    f.forward(y, x.data(), p);
    f.log_loss(losses, x.data(), labels.data(), p);
    Tensor<T> each(Shape{p.N}, kUninitialised);
    memory.copy_out(each.data(), losses, each.span().size_bytes());
    const T mean = std::accumulate(each.data(), each.data() + p.N, T{0}) / static_cast<T>(p.N);
    memory.copy_in(loss, &mean, sizeof mean);
  };
  const T scale = (grad_loss != nullptr ? grad_loss->to(Device::cpu)[0] : T{1}) / static_cast<T>(p.N);
  bound.problems.push_back({"forward", forward, 4.0 * elements, bytes});
  bound.problems.push_back(
      {"grad_input", [=, &labels] { f.grad_loss(grad_x, y, labels.data(), scale, p); }, 2.0 * elements, bytes});
}

template <class T>
BoundOp bind_as(const std::string& variant, const Settings& /*settings*/, const Tensors& in) {
  const auto& f = functions<T>(find_variant(variants, "softmax", variant));
  const Tensor<T>& x = get<T>(in, "x");
  const Tensor<T>* grad_y = find<T>(in, "grad_y");
  expect_rank("softmax", "x", x.shape(), 2, "(N, C)");
  const Params p{.N = x.shape()[0], .C = x.shape()[1]};
  check(p, "softmax");

  BoundOp bound{.device = x.device()};
  T* y = new_output<T>(bound, "y", x.shape());
  if (const Tensor<Index>* labels = find<Index>(in, "labels")) {
    bind_loss(bound, f, x, *labels, find<T>(in, "grad_loss"), y, p);
    return bound;
  }
  const double elements = static_cast<double>(x.size());
  const double bytes = static_cast<double>(sizeof(T)) * elements;
  bound.problems.push_back({"forward", [=, &x] { f.forward(y, x.data(), p); }, 3.0 * elements, 2.0 * bytes});
  if (grad_y == nullptr) return bound;
  expect_shape("softmax", "grad_y", grad_y->shape(), x.shape());
  T* grad_x = new_output<T>(bound, "grad_x", x.shape());
  bound.problems.push_back(
      {"grad_input", [=] { f.grad_input(grad_x, grad_y->data(), y, p); }, 4.0 * elements, 3.0 * bytes});
  return bound;
}

}  // namespace

Op op() {
  Op result;
  result.name = "softmax";
  result.summary = "probabilities from scores, and the log loss against labels";
  result.tensors =
      "reads x (N, C) and optionally labels (N), int64; writes y (N, C), the probabilities.\n"
      "With labels, each from 0 to C - 1, also losses (N) = -ln y[n, label], loss (their mean, a scalar of shape ()) "
      "and\n"
      "grad_x, the gradient of loss times grad_loss (a scalar, 1 if it is not given). Without labels, grad_x if "
      "grad_y\n"
      "(N, C), the gradient of y, is given; with labels grad_y is not read.";
  list_variants(result, variants);
  result.differentiable = {"x"};
  result.output = "loss";
  result.bind = SEVEN_BIND_BY_TYPE(bind_as, "x");
  result.cases = cases();
  return result;
}

}  // namespace seven::softmax
