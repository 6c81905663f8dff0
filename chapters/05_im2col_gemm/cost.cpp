#include "cost.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "check/bench.h"
#include "check/layers.h"
#include "core/compare.h"
#include "core/error.h"
#include "core/parallel.h"
#include "implicit.h"
#include "numbers.h"
#include "ops/conv2d/im2col.h"
#include "ops/gemm/gemm.h"

namespace seven::chapters {

namespace {

constexpr double kMiB = 1024.0 * 1024.0;

double mebibytes(Index elements) { return 4.0 * static_cast<double>(elements) / kMiB; }

// Of one image: all groups together.
Index column_elements(const conv2d::Params& a) { return a.C * a.R * a.S * a.P() * a.Q(); }

std::string milliseconds(double seconds) { return fmt::format("{:.2f} ms", 1e3 * seconds); }

struct Parts {
  double im2col = 0.0;
  double product = 0.0;
};

// The two halves of a forward pass of one image, apart.
Parts time_parts(const conv2d::Params& a, const Tensor<float>& x, const Tensor<float>& w, double seconds) {
  Tensor<float> column(Shape{conv2d::column_size(a)});
  Tensor<float> padded(Shape{conv2d::padded_size(a)});
  const gemm::Params size{.M = a.group_kernels(), .N = a.P() * a.Q(), .K = a.group_channels() * a.R * a.S};
  Tensor<float> y(Shape{a.group_kernels(), a.P() * a.Q()});
  const gemm::Functions<float>& gemm = gemm::threaded.f32;
  Tensor<float> workspace(Shape{gemm.workspace(size)});
  const auto groups = static_cast<double>(a.groups);
  Parts parts;
  parts.im2col = groups * measure([&] { conv2d::im2col(column.data(), padded.data(), x.data(), a); }, seconds).median;
  parts.product =
      groups *
      measure([&] { gemm.run(y.data(), w.data(), column.data(), size, {}, workspace.data()); }, seconds).median;
  return parts;
}

double time_variant(const conv2d::Variant& variant, const conv2d::Params& a, const Tensor<float>& x,
                    const Tensor<float>& w, double seconds) {
  Tensor<float> y(Shape{a.N, a.K, a.P(), a.Q()});
  Tensor<float> workspace(Shape{variant.f32.workspace(a)});
  return measure([&] { variant.f32.forward(y.data(), x.data(), w.data(), nullptr, a, workspace.data()); }, seconds)
      .median;
}

}  // namespace

void count_columns() {
  fmt::print("What one image takes as input and as column matrix:\n\n");
  fmt::print("{:<9}{:<10}{:>20}{:>12}{:>16}{:>8}\n", "net", "layer", "column matrix", "input", "column matrix",
             "times");
  for (const std::string net : {"alexnet", "vgg-d"}) {
    for (const auto& [name, a] : layers_of_net(net, 1)) {
      const Index input = a.C * a.H * a.W;
      fmt::print("{:<9}{:<10}{:>20}{:>8.2f} MiB{:>12.2f} MiB{:>8.1f}\n", net, name,
                 fmt::format("{} x {}", a.C * a.R * a.S, a.P() * a.Q()), mebibytes(input),
                 mebibytes(column_elements(a)), static_cast<double>(column_elements(a)) / static_cast<double>(input));
    }
  }
}

void time_im2col(const Program& program) {
  const ThreadScope one(1);
  const double seconds = program.quick ? 0.0 : 0.3;
  fmt::print("\nOne image through AlexNet's convolutions, on one thread:\n\n");
  fmt::print("{:<8}{:>12}{:>12}{:>18}{:>14}{:>16}\n", "layer", "im2col", "product", "im2col's share", "im2col_gemm",
             "implicit_gemm");
  for (const auto& [name, a] : layers_of_net("alexnet", 1)) {
    if (program.quick && name != "conv5") continue;  // the smallest
    const Tensor<float> x = random_tensor<float>(Shape{a.N, a.C, a.H, a.W}, 0);
    const Tensor<float> w = random_tensor<float>(Shape{a.K, a.group_channels(), a.R, a.S}, 1);
    const Parts parts = time_parts(a, x, w, seconds);
    const std::string share = fmt::format("{:.0f} %", 100.0 * parts.im2col / (parts.im2col + parts.product));
    const double whole = time_variant(conv2d::im2col_gemm, a, x, w, seconds);
    std::string without = "-";  // a build without that variant
    for (const conv2d::Variant* variant : conv2d::variants()) {
      if (variant->name == std::string_view("implicit_gemm"))
        without = milliseconds(time_variant(*variant, a, x, w, seconds));
    }
    fmt::print("{:<8}{:>12}{:>12}{:>18}{:>14}{:>16}\n", name, milliseconds(parts.im2col), milliseconds(parts.product),
               share, milliseconds(whole), without);
    if (program.quick) continue;
    program.record("im2col-cost", name,
                   {{"layer", name},
                    {"column matrix", fmt::format("{:.2f} MiB", mebibytes(column_elements(a)))},
                    {"im2col", milliseconds(parts.im2col)},
                    {"product", milliseconds(parts.product)},
                    {"im2col's share", share},
                    {"im2col_gemm, whole", milliseconds(whole)},
                    {"implicit_gemm, whole", without}});
  }
}

void time_implicit(const Program& program) {
  const double seconds = program.quick ? 0.0 : 0.3;
  const conv2d::Params a = program.quick
                               ? conv2d::Params{.N = 1, .C = 8, .H = 14, .W = 14, .K = 8, .R = 3, .S = 3, .pad = 1}
                               : layers_of_net("vgg-d", 1).at(2).params;
  const Tensor<float> x = random_tensor<float>(Shape{a.C, a.H, a.W}, 0);
  const Tensor<float> w = random_tensor<float>(Shape{a.K, a.C, a.R, a.S}, 1);
  Tensor<float> panel(Shape{panel_size(a)});
  Tensor<float> column(Shape{conv2d::column_size(a)});
  Tensor<float> padded(Shape{conv2d::padded_size(a)});
  Tensor<float> with(Shape{a.K, a.P() * a.Q()});
  Tensor<float> without(Shape{a.K, a.P() * a.Q()});
  const double written = measure(
                             [&] {
                               conv2d::im2col(column.data(), padded.data(), x.data(), a);
                               explicit_forward(with.data(), column.data(), w.data(), a, panel.data());
                             },
                             seconds)
                             .median;
  const double packed = measure(
                            [&] {
                              conv2d::pad_image(padded.data(), x.data(), a);
                              implicit_forward(without.data(), padded.data(), w.data(), a, panel.data());
                            },
                            seconds)
                            .median;
  // The same sums in the same order: the same bits.
  const Comparison same = compare<float, float>(with.span(), without.span(), Tolerance{});
  if (!same.passed) throw Error("the implicit product differs from the explicit one").got(same.str());
  fmt::print("\nThe chapter's own product, {} x {} x {} with {} kernels of 3 x 3, on one thread; the same bits:\n\n",
             a.C, a.H, a.W, a.K);
  fmt::print("   column matrix in memory   {:>10}   {:>8.2f} MiB beside x and y\n", milliseconds(written),
             mebibytes(column.size() + padded.size() + panel.size()));
  fmt::print("   made while packing        {:>10}   {:>8.2f} MiB\n", milliseconds(packed),
             mebibytes(padded.size() + panel.size()));
  if (program.quick) return;
  for (const bool implicit : {false, true}) {
    program.record("implicit-product", implicit ? "2-implicit" : "1-explicit",
                   {{"column matrix", implicit ? "made while packing" : "written to memory first"},
                    {"time of one image", milliseconds(implicit ? packed : written)},
                    {"memory beside x and y",
                     fmt::format("{:.2f} MiB",
                                 mebibytes(implicit ? panel.size() : column.size() + padded.size() + panel.size()))}});
  }
}

}  // namespace seven::chapters
