// pool2d's sizes and their check, its table of variants, and how named tensors become its pointers.
#include "ops/pool2d/pool2d.h"

#include <array>

#include "ops/pool2d/cases.h"
#include "ops/sizes.h"
#include "ops/variant.h"

namespace seven::pool2d {

namespace {

// Windows on an axis of `length` elements; below 1 if none fits.
Index outputs(Index length, const Params& a) {
  const Index room = length + 2 * a.pad - a.window + (a.ceil ? a.stride - 1 : 0);
  if (room < 0) return 0;
  const Index count = room / a.stride + 1;
  const bool starts_outside = (count - 1) * a.stride >= length + a.pad;
  return a.ceil && starts_outside ? count - 1 : count;
}

}  // namespace

Index Params::P() const { return outputs(H, *this); }
Index Params::Q() const { return outputs(W, *this); }

void check(const Params& p, const std::string& where) {
  check_sizes(
      "a pooling", where,
      {{"N", p.N, 1}, {"C", p.C, 1}, {"H", p.H, 1}, {"W", p.W, 1}, {"window", p.window, 1}, {"stride", p.stride, 1}});
  if (p.pad < 0 || p.pad > p.window / 2) {
    throw Error("the pad of a pooling is out of range")
        .where(where)
        .expected("0 to " + std::to_string(p.window / 2) + " (half the window)")
        .got(std::to_string(p.pad));
  }
  if (p.P() < 1 || p.Q() < 1) {
    throw Error("the pooling window is larger than the padded image")
        .where(where)
        .expected("at most " + Shape{p.H + 2 * p.pad, p.W + 2 * p.pad}.str())
        .got("window " + Shape{p.window, p.window}.str())
        .fix("take a smaller window, or ceil, which cuts a window that leaves the image by less than a stride");
  }
  check_elements(
      "a pooling", where,
      {static_cast<double>(p.N) * static_cast<double>(p.C) * static_cast<double>(p.P()) * static_cast<double>(p.Q())});
}

std::span<const Variant* const> variants(Device device) {
  static constexpr std::array kTable{&naive, &strips, &even_odd, &in_registers};
  SEVEN_TABLE_OF(device, kTable);
}

namespace {

Params params_of(const Settings& settings, const Shape& x) {
  expect_rank("pool2d", "x", x, 4, "(N, C, H, W)");
  Params p{.N = x[0], .C = x[1], .H = x[2], .W = x[3]};
  p.window = settings.integer("window");
  p.stride = settings.integer("stride");
  p.pad = settings.integer("pad");
  p.mode = settings.choice("mode", {"max", "average"}) == "max" ? Mode::max : Mode::average;
  p.ceil = settings.flag("ceil");
  p.count_pad = settings.flag("count-pad");
  check(p, "pool2d");
  return p;
}

template <class T>
BoundOp bind_as(const std::string& variant, const Settings& settings, const Tensors& in) {
  const auto& f = functions<T>(find_variant(variants, "pool2d", variant));
  const Tensor<T>& x = get<T>(in, "x");
  const Tensor<T>* grad_y = find<T>(in, "grad_y");
  const Params p = params_of(settings, x.shape());
  const Shape out{p.N, p.C, p.P(), p.Q()};
  if (grad_y != nullptr) expect_shape("pool2d", "grad_y", grad_y->shape(), out);

  BoundOp bound{.device = x.device()};
  const double flops = static_cast<double>(out.size() * p.window * p.window);
  const double bytes = static_cast<double>(sizeof(T)) * static_cast<double>(x.size() + out.size());
  T* y = new_output<T>(bound, "y", out);
  bound.problems.push_back({"forward", [=, &x] { f.forward(y, x.data(), p); }, flops, bytes});
  if (grad_y == nullptr) return bound;
  T* grad_x = new_output<T>(bound, "grad_x", x.shape());
  // A maximum is looked for again in x; the gradient of an average does not read it.
  const double x_bytes = p.mode == Mode::max ? static_cast<double>(sizeof(T)) * static_cast<double>(x.size()) : 0.0;
  bound.problems.push_back(
      {"grad_input", [=, &x] { f.grad_input(grad_x, grad_y->data(), x.data(), p); }, flops, bytes + x_bytes});
  return bound;
}

}  // namespace

Op op() {
  Op result;
  result.name = "pool2d";
  result.summary = "max or average pooling; windows may overlap";
  result.tensors =
      "reads x (N, C, H, W) and, for the gradient, grad_y (N, C, P, Q);\n"
      "writes y (N, C, P, Q) and, if grad_y is given, grad_x.\n"
      "P = (H + 2 pad - window) / stride + 1, rounded down; with --ceil rounded up, less one if the last window would\n"
      "begin behind the image, as in Caffe and PyTorch; Q likewise. max: the first of equal maxima, row by row, gets "
      "the\n"
      "whole gradient; a NaN counts as the maximum. average: divides by the elements of the window inside the padded\n"
      "image; with --count-pad false by those inside the image.";
  result.settings = {{"window", "2", "height and width of a window"},
                     {"stride", "2", "step between windows, both ways"},
                     {"pad", "0", "padding at each side, at most half the window; never a maximum"},
                     {"mode", "max", "max or average"},
                     {"ceil", "false", "a rest that no whole window covers gets a cut window"},
                     {"count-pad", "true", "average: padding counts as elements of the window, of value 0"}};
  list_variants(result, variants);
  result.differentiable = {"x"};
  result.bind = SEVEN_BIND_BY_TYPE(bind_as, "x");
  result.cases = cases();
  return result;
}

}  // namespace seven::pool2d
