#include "ops/local2d/cases.h"

#include <algorithm>
#include <string>

#include "ops/local2d/local2d.h"

namespace seven::local2d {

namespace {

OpCase make_case(const std::string& name, const Params& p, bool bias = true) {
  OpCase result;
  result.name = name;
  result.settings = {{"stride", std::to_string(p.stride)}, {"pad", std::to_string(p.pad)}};
  result.inputs = {{"x", Shape{p.N, p.C, p.H, p.W}}, {"w", Shape{p.P(), p.Q(), p.K, p.C, p.R, p.S}}};
  if (bias) result.inputs.emplace_back("b", Shape{p.K, p.P(), p.Q()});
  // The longest of the three sums: over a window, over the kernels that see a pixel, over all images.
  result.sum_length = std::max({p.C * p.R * p.S, p.K * p.R * p.S, p.N});
  return result;
}

OpCase benchmark_case(const std::string& name, const Params& p) {
  OpCase result = make_case(name, p);
  result.benchmark = true;
  return result;
}

}  // namespace

// Batch 1 and more, and one image above a run of 128; one channel and three, windows that fit exactly, that leave a
// rest, that do not overlap, and that lie wholly in the padding; kernels that are not square; gemm's register tile.
std::vector<OpCase> cases() {
  return {
      make_case("1x1", {.N = 2, .C = 3, .H = 4, .W = 5, .K = 4, .R = 1, .S = 1}),
      make_case("3x3_pad1", {.N = 2, .C = 3, .H = 4, .W = 5, .K = 3, .R = 3, .S = 3, .pad = 1}),
      make_case("no_bias", {.N = 2, .C = 2, .H = 5, .W = 4, .K = 3, .R = 3, .S = 3, .pad = 1}, false),
      make_case("batch1", {.N = 1, .C = 2, .H = 5, .W = 4, .K = 2, .R = 3, .S = 2}),
      make_case("not_square", {.N = 1, .C = 2, .H = 5, .W = 9, .K = 3, .R = 2, .S = 4, .stride = 2, .pad = 1}),
      make_case("stride2_rest", {.N = 2, .C = 2, .H = 8, .W = 7, .K = 3, .R = 3, .S = 3, .stride = 2}),
      make_case("stride_over_kernel", {.N = 2, .C = 2, .H = 9, .W = 10, .K = 2, .R = 2, .S = 2, .stride = 3}),
      make_case("kernel_over_image", {.N = 2, .C = 2, .H = 2, .W = 1, .K = 2, .R = 3, .S = 3, .pad = 1}),
      make_case("kernel_is_image", {.N = 3, .C = 2, .H = 3, .W = 4, .K = 5, .R = 3, .S = 4}),
      make_case("wide_pad", {.N = 1, .C = 1, .H = 2, .W = 2, .K = 2, .R = 2, .S = 2, .stride = 2, .pad = 3}),
      make_case("one_pixel", {.N = 1, .C = 1, .H = 1, .W = 1, .K = 1, .R = 1, .S = 1}),
      make_case("above_tile", {.N = 33, .C = 1, .H = 3, .W = 3, .K = 9, .R = 2, .S = 2}),
      make_case("above_run", {.N = 129, .C = 1, .H = 2, .W = 2, .K = 2, .R = 2, .S = 2, .pad = 1}),
      benchmark_case("cifar_local3", {.N = 128, .C = 64, .H = 6, .W = 6, .K = 64, .R = 3, .S = 3, .pad = 1}),
      benchmark_case("cifar_local4", {.N = 128, .C = 64, .H = 6, .W = 6, .K = 32, .R = 3, .S = 3, .pad = 1}),
      benchmark_case("cifar_local_8x8", {.N = 128, .C = 64, .H = 8, .W = 8, .K = 32, .R = 3, .S = 3, .pad = 1}),
  };
}

}  // namespace seven::local2d
