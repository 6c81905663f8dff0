// lrn's check of parameters, its table of variants, its registered cases, and how named tensors become its pointers.
#include "ops/lrn/lrn.h"

#include <array>
#include <cmath>

#include "ops/op.h"
#include "ops/sizes.h"
#include "ops/variant.h"

namespace seven::lrn {

void check(const Params& p, const std::string& where) {
  check_sizes("a normalisation", where, {{"N", p.N, 1}, {"C", p.C, 1}, {"H", p.H, 1}, {"W", p.W, 1}, {"n", p.n, 1}});
  // Written so that NaN is refused too.
  if (!(p.k > 0.0 && p.alpha >= 0.0 && std::isfinite(p.k) && std::isfinite(p.alpha) && std::isfinite(p.beta))) {
    throw Error("a parameter of a normalisation is out of range")
        .where(where)
        .expected("k > 0, alpha >= 0 and a finite beta, so that k + alpha * sum has a power")
        .got("k " + std::to_string(p.k) + ", alpha " + std::to_string(p.alpha) + ", beta " + std::to_string(p.beta));
  }
}

std::span<const Variant* const> variants(Device device) {
  static constexpr std::array kTable{&naive, &lines, &fused, &in_registers};
  SEVEN_TABLE_OF(device, kTable);
}

namespace {

Params params_of(const Settings& settings, const Shape& x) {
  expect_rank("lrn", "x", x, 4, "(N, C, H, W)");
  Params p{.N = x[0], .C = x[1], .H = x[2], .W = x[3]};
  p.n = settings.integer("n");
  p.k = settings.number("k");
  p.alpha = settings.number("alpha");
  p.beta = settings.number("beta");
  p.across = settings.choice("across", {"channels", "map"}) == "channels" ? Across::channels : Across::map;
  check(p, "lrn");
  return p;
}

template <class T>
BoundOp bind_as(const std::string& variant, const Settings& settings, const Tensors& in) {
  const auto& f = functions<T>(find_variant(variants, "lrn", variant));
  const Tensor<T>& x = get<T>(in, "x");
  const Tensor<T>* grad_y = find<T>(in, "grad_y");
  const Params p = params_of(settings, x.shape());
  if (grad_y != nullptr) expect_shape("lrn", "grad_y", grad_y->shape(), x.shape());

  BoundOp bound{.device = x.device()};
  // A multiply-add for each element of a window, and about four more with the power.
  const double window = static_cast<double>(p.across == Across::channels ? p.n : p.n * p.n);
  const double flops = static_cast<double>(x.size()) * (2.0 * window + 4.0);
  const double bytes = static_cast<double>(sizeof(T)) * static_cast<double>(x.size());
  T* y = new_output<T>(bound, "y", x.shape());
  T* scale = new_output<T>(bound, "scale", x.shape());
  bound.problems.push_back({"forward", [=, &x] { f.forward(y, scale, x.data(), p); }, flops, 3.0 * bytes});
  if (grad_y == nullptr) return bound;
  T* grad_x = new_output<T>(bound, "grad_x", x.shape());
  bound.problems.push_back(
      {"grad_input", [=, &x] { f.grad_input(grad_x, grad_y->data(), x.data(), scale, p); }, flops, 4.0 * bytes});
  return bound;
}

// With an alpha of 1e-4 a wrong window hides behind k: the cases have 0.5 or more.
struct Formula {
  Index n = 5;
  const char* k = "2";
  const char* alpha = "0.5";
  const char* beta = "0.75";
};

OpCase make_case(const std::string& name, const char* across, const Shape& shape, const Formula& formula) {
  OpCase result;
  result.name = name;
  result.settings = {{"across", across},
                     {"n", std::to_string(formula.n)},
                     {"k", formula.k},
                     {"alpha", formula.alpha},
                     {"beta", formula.beta}};
  result.inputs = {{"x", shape}};
  const std::string channels = "channels";
  result.sum_length = across == channels ? formula.n : formula.n * formula.n;
  return result;
}

OpCase benchmark_case(const std::string& name, const char* across, const Shape& shape, const Formula& formula) {
  OpCase result = make_case(name, across, shape, formula);
  result.benchmark = true;
  return result;
}

// Channels fewer than, as many as and more than n, even and odd n, n = 1, one channel, powers other than 3/4, maps
// smaller than the window, sizes beside what the buffer of `lines` holds and beside what a kernel's thread or block
// does, and windows too large for a thread's registers and a block's memory.
std::vector<OpCase> cases() {
  return {
      make_case("channels", "channels", Shape{2, 9, 3, 5}, {}),
      make_case("channels_large_alpha", "channels", Shape{2, 7, 4, 3}, {.k = "1", .alpha = "2"}),
      make_case("channels_even", "channels", Shape{2, 7, 2, 3}, {.n = 4, .alpha = "1"}),
      make_case("channels_two", "channels", Shape{1, 5, 3, 3}, {.n = 2, .alpha = "1"}),
      make_case("channels_equal_n", "channels", Shape{1, 5, 2, 2}, {}),
      make_case("channels_below_n", "channels", Shape{2, 3, 3, 4}, {.n = 7}),
      make_case("channels_below_even_n", "channels", Shape{2, 3, 3, 4}, {.n = 8}),
      make_case("channels_n1", "channels", Shape{2, 4, 3, 3}, {.n = 1, .alpha = "1"}),
      make_case("channels_one", "channels", Shape{3, 1, 4, 4}, {.alpha = "1"}),
      make_case("channels_beta", "channels", Shape{2, 8, 3, 3}, {.k = "1", .alpha = "0.7", .beta = "0.5"}),
      make_case("channels_above_buffer", "channels", Shape{1, 6, 37, 37}, {}),
      make_case("channels_vectors", "channels", Shape{1, 11, 5, 13}, {}),
      make_case("channels_largest_n", "channels", Shape{1, 12, 3, 7}, {.n = 8}),
      make_case("channels_above_segment", "channels", Shape{2, 37, 3, 5}, {}),
      make_case("channels_large_n", "channels", Shape{1, 21, 2, 3}, {.n = 16}),
      make_case("channels_above_largest_n", "channels", Shape{1, 21, 2, 3}, {.n = 19}),
      make_case("map", "map", Shape{2, 3, 6, 7}, {.n = 3}),
      make_case("map_large_alpha", "map", Shape{1, 2, 5, 5}, {.n = 3, .k = "1", .alpha = "2"}),
      make_case("map_even", "map", Shape{2, 2, 6, 5}, {.n = 4}),
      make_case("map_below_n", "map", Shape{2, 2, 2, 3}, {.n = 5}),
      make_case("map_below_even_n", "map", Shape{1, 2, 3, 1}, {.n = 6}),
      make_case("map_one_pixel", "map", Shape{2, 3, 1, 1}, {.n = 3, .alpha = "1"}),
      make_case("map_n1", "map", Shape{1, 2, 3, 3}, {.n = 1, .alpha = "1"}),
      make_case("map_beta", "map", Shape{1, 3, 5, 4}, {.n = 3, .k = "1", .alpha = "0.7", .beta = "1"}),
      make_case("map_above_buffer", "map", Shape{1, 1, 2, 2100}, {.n = 3}),
      make_case("map_above_tile", "map", Shape{1, 2, 40, 70}, {}),
      make_case("map_above_shared_memory", "map", Shape{1, 2, 8, 2}, {.n = 110, .alpha = "0.1"}),
      benchmark_case("alexnet_norm1", "channels", Shape{8, 96, 55, 55}, {.alpha = "1e-4"}),
      benchmark_case("alexnet_norm2", "channels", Shape{8, 256, 27, 27}, {.alpha = "1e-4"}),
      benchmark_case("cifar_rnorm1", "map", Shape{128, 32, 16, 16},
                     {.n = 3, .k = "1", .alpha = "5.5555555555555556e-6"}),
      benchmark_case("cifar_rnorm2", "map", Shape{128, 32, 8, 8}, {.n = 3, .k = "1", .alpha = "5.5555555555555556e-6"}),
  };
}

}  // namespace

Op op() {
  Op result;
  result.name = "lrn";
  result.summary = "local response normalisation, across channels or within a map";
  result.tensors =
      "reads x (N, C, H, W) and, for the gradient, grad_y (N, C, H, W);\n"
      "writes scale = k + alpha * (the sum of x^2 over the window), y = x * scale^-beta and, if grad_y is given, "
      "grad_x,\n"
      "all of x's shape. The window of channel c reaches from c - n/2 (rounded down) over n channels, cut at the ends: "
      "an\n"
      "even n has one more below. On a map it is n x n, and so in both directions. An alpha of Caffe, PyTorch or\n"
      "cuda-convnet has to be divided by n (on a map by n^2) to be ours; TensorFlow's is as it is.";
  result.settings = {{"n", "5", "channels in a window, or its height and width on a map"},
                     {"k", "2", "added to the sum of squares"},
                     {"alpha", "1e-4", "factor of the sum, not divided by n"},
                     {"beta", "0.75", "power of the scale"},
                     {"across", "channels", "channels, or map: a patch of the same map"}};
  list_variants(result, variants);
  result.differentiable = {"x"};
  result.bind = SEVEN_BIND_BY_TYPE(bind_as, "x");
  result.cases = cases();
  return result;
}

}  // namespace seven::lrn
