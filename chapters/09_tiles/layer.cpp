#include "layer.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "check/registry.h"
#include "counts.h"
#include "ops/conv2d/conv2d.h"

namespace seven::chapters {

namespace {

// One of the products of a problem, and how many of them there are.
struct Product {
  Index count = 0, M = 0, N = 0, K = 0;
};

//! [products]
// im2col makes a product for each image (and group), the implicit kernels one of all images.
Product product_of(const std::string& problem, bool each_image, const conv2d::Params& a) {
  const Index images = each_image ? 1 : a.N;
  const Index window = a.R * a.S;
  Product product{.count = a.N / images * a.groups};
  if (problem == "forward") {
    product.M = a.group_kernels();
    product.N = images * a.P() * a.Q();
    product.K = a.group_channels() * window;
  } else if (problem == "grad_weight") {
    product.M = a.group_kernels();
    product.N = a.group_channels() * window;
    product.K = images * a.P() * a.Q();
  } else if (each_image) {  // the gradient of the column matrix, which col2im then brings to the pixels
    product.M = a.group_channels() * window;
    product.N = a.P() * a.Q();
    product.K = a.group_kernels();
  } else {
    product.M = a.group_channels();
    product.N = images * a.H * a.W;
    product.K = a.group_kernels() * window;
  }
  return product;
}
//! [products]

// How much of the tiles that cover C is C.
double tiles_used(const Product& product) {
  constexpr Index kTile = 128;
  const Index rows = (product.M + kTile - 1) / kTile * kTile;
  const Index columns = (product.N + kTile - 1) / kTile * kTile;
  return static_cast<double>(product.M * product.N) / static_cast<double>(rows * columns);
}

OpCase case_of(const conv2d::Params& a) {
  OpCase result;
  result.name = "layer";
  result.settings = {
      {"stride", std::to_string(a.stride)}, {"pad", std::to_string(a.pad)}, {"groups", std::to_string(a.groups)}};
  result.inputs = {{"x", Shape{a.N, a.C, a.H, a.W}}, {"w", Shape{a.K, a.group_channels(), a.R, a.S}}};
  return result;
}

}  // namespace

void count_layer(const Program& program) {
  // AlexNet's conv3 with an eighth of its channels and a third of its kernels.
  conv2d::Params a{.N = 3, .C = 32, .H = 13, .W = 13, .K = 128, .R = 3, .S = 3, .pad = 1};
  if (program.quick) a.N = 1, a.C = 2, a.K = 8;
  const double thousands = static_cast<double>(a.N * a.K * a.P() * a.Q() * a.group_channels() * a.R * a.S) / 1000.0;
  fmt::print(
      "\nA convolution, {} images of {} x {} x {}, {} kernels of {} x {}, for 1000 multiply-adds of the plain "
      "way:\n\n",
      a.N, a.C, a.H, a.W, a.K, a.R, a.S);
  fmt::print("{:<13}{:<16}{:>20}{:>12}{:>9}{:>9}{:>8}{:>10}\n", "", "", "products, M x N x K", "tiles used", "read",
             "written", "turns", "barriers");
  int number = 0;
  for (const char* problem : {"forward", "grad_input", "grad_weight"}) {
    for (const char* variant : {"naive", "im2col_gemm", "implicit_gemm"}) {
      const bool loops = std::string_view(variant) == "naive";
      const Product product = product_of(problem, std::string_view(variant) == "im2col_gemm", a);
      const std::string sizes =
          loops ? "-"
                : fmt::format("{}{} x {} x {}", product.count > 1 ? fmt::format("{} of ", product.count) : "",
                              product.M, product.N, product.K);
      const std::string used = loops ? "-" : fmt::format("{:.0f} %", 100.0 * tiles_used(product));
      const Counts all = count(find_op("conv2d"), variant, case_of(a), problem);
      fmt::print("{:<13}{:<16}{:>20}{:>12}{:>7.0f} B{:>7.0f} B{:>8.1f}{:>10.4f}\n", problem, variant, sizes, used,
                 all.read / thousands, all.written / thousands, all.wavefronts / thousands, all.barriers / thousands);
      std::fflush(stdout);
      if (program.quick) continue;
      program.record("conv2d-traffic", fmt::format("{}-{}-{}", ++number, problem, variant),
                     {{"problem", problem},
                      {"variant", variant},
                      {"products, M x N x K", sizes},
                      {"tiles used", used},
                      {"read", fmt::format("{:.0f} B", all.read / thousands)},
                      {"written", fmt::format("{:.0f} B", all.written / thousands)},
                      {"wavefronts", fmt::format("{:.1f}", all.wavefronts / thousands)}});
    }
  }
}

}  // namespace seven::chapters
