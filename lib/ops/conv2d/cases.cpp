#include "ops/conv2d/cases.h"

#include <algorithm>
#include <string>

#include "ops/conv2d/conv2d.h"

namespace seven::conv2d {

namespace {

OpCase make_case(const std::string& name, const Params& p, bool bias = true) {
  OpCase result;
  result.name = name;
  result.settings = {
      {"stride", std::to_string(p.stride)}, {"pad", std::to_string(p.pad)}, {"groups", std::to_string(p.groups)}};
  if (p.relu) result.settings["relu"] = "true";
  result.inputs = {{"x", Shape{p.N, p.C, p.H, p.W}}, {"w", Shape{p.K, p.group_channels(), p.R, p.S}}};
  if (bias) result.inputs.emplace_back("b", Shape{p.K});
  // The longest of the three sums: over a window, over the kernels that see a pixel, over all positions of all images.
  result.sum_length = std::max({p.group_channels() * p.R * p.S, p.group_kernels() * p.R * p.S, p.N * p.P() * p.Q()});
  return result;
}

}  // namespace

OpCase benchmark_case(const std::string& name, const Params& p) {
  OpCase result = make_case(name, p);
  result.benchmark = true;
  return result;
}

// Batch 1 and more, one channel and three, windows that fit exactly and that leave a rest, images smaller than the
// kernel but for their padding, kernels that are not square, groups down to one channel each, and gemm's tile edges.
// For Winograd: maps that are no multiple of its tiles, alone and hung side by side, every pad, blocks of tiles.
std::vector<OpCase> cases() {
  return {
      make_case("1x1", {.N = 2, .C = 3, .H = 4, .W = 5, .K = 4, .R = 1, .S = 1}),
      make_case("3x3_pad1", {.N = 2, .C = 3, .H = 6, .W = 7, .K = 5, .R = 3, .S = 3, .pad = 1}),
      make_case("no_bias", {.N = 2, .C = 2, .H = 5, .W = 4, .K = 3, .R = 3, .S = 3, .pad = 1}, false),
      make_case("5x5_pad2", {.N = 3, .C = 3, .H = 8, .W = 8, .K = 4, .R = 5, .S = 5, .pad = 2}),
      make_case("not_square", {.N = 1, .C = 2, .H = 5, .W = 9, .K = 3, .R = 2, .S = 4, .stride = 2, .pad = 1}),
      make_case("stride2_rest", {.N = 2, .C = 2, .H = 8, .W = 7, .K = 3, .R = 3, .S = 3, .stride = 2}),
      make_case("stride_over_kernel", {.N = 2, .C = 2, .H = 9, .W = 10, .K = 2, .R = 2, .S = 2, .stride = 3}),
      make_case("11x11_stride4", {.N = 1, .C = 3, .H = 19, .W = 23, .K = 4, .R = 11, .S = 11, .stride = 4}),
      make_case("11x11_stride4_pad2",
                {.N = 1, .C = 3, .H = 16, .W = 16, .K = 2, .R = 11, .S = 11, .stride = 4, .pad = 2}),
      make_case("11x11_stride4_rows", {.N = 2, .C = 3, .H = 67, .W = 71, .K = 10, .R = 11, .S = 11, .stride = 4}),
      make_case("stride3", {.N = 2, .C = 3, .H = 20, .W = 17, .K = 9, .R = 5, .S = 4, .stride = 3, .pad = 2}),
      make_case("whole_rows", {.N = 2, .C = 3, .H = 40, .W = 48, .K = 17, .R = 3, .S = 3, .pad = 1}),
      make_case("many_channels", {.N = 1, .C = 70, .H = 6, .W = 6, .K = 8, .R = 3, .S = 3, .pad = 1}),
      make_case("many_bands", {.N = 2, .C = 2, .H = 120, .W = 33, .K = 3, .R = 3, .S = 2, .pad = 1}),
      make_case("kernel_over_image", {.N = 2, .C = 2, .H = 2, .W = 1, .K = 2, .R = 3, .S = 3, .pad = 1}),
      make_case("wide_pad", {.N = 1, .C = 1, .H = 2, .W = 2, .K = 2, .R = 2, .S = 2, .stride = 2, .pad = 3}),
      make_case("one_pixel", {.N = 1, .C = 1, .H = 1, .W = 1, .K = 1, .R = 1, .S = 1}),
      make_case("groups2", {.N = 2, .C = 4, .H = 5, .W = 6, .K = 6, .R = 3, .S = 3, .pad = 1, .groups = 2}),
      make_case("groups3_stride2",
                {.N = 2, .C = 3, .H = 7, .W = 7, .K = 6, .R = 3, .S = 2, .stride = 2, .pad = 1, .groups = 3}),
      make_case("depthwise", {.N = 1, .C = 4, .H = 5, .W = 5, .K = 4, .R = 3, .S = 3, .pad = 1, .groups = 4}),
      make_case("relu", {.N = 2, .C = 3, .H = 5, .W = 6, .K = 5, .R = 3, .S = 3, .pad = 1, .relu = true}),
      make_case("above_tile", {.N = 1, .C = 2, .H = 6, .W = 6, .K = 9, .R = 3, .S = 3, .pad = 1}),
      make_case("3x3_mosaic", {.N = 7, .C = 5, .H = 13, .W = 13, .K = 9, .R = 3, .S = 3, .pad = 1}),
      make_case("3x3_pad0", {.N = 3, .C = 2, .H = 14, .W = 9, .K = 3, .R = 3, .S = 3}),
      make_case("3x3_pad2", {.N = 3, .C = 2, .H = 5, .W = 10, .K = 3, .R = 3, .S = 3, .pad = 2}),
      make_case("3x3_many_tiles", {.N = 2, .C = 3, .H = 42, .W = 57, .K = 10, .R = 3, .S = 3, .pad = 1}),
      make_case("3x3_slices", {.N = 5, .C = 2, .H = 61, .W = 58, .K = 3, .R = 3, .S = 3, .pad = 1}),
      make_case("3x3_wide_row", {.N = 1, .C = 1, .H = 4, .W = 331, .K = 2, .R = 3, .S = 3, .pad = 1}),
      make_case("3x3_many_kernels",
                {.N = 1, .C = 102, .H = 4, .W = 3, .K = 106, .R = 3, .S = 3, .pad = 1, .groups = 2}),
      make_case("more_kernels_than_taps", {.N = 2, .C = 6, .H = 5, .W = 7, .K = 60, .R = 3, .S = 3, .pad = 1}),
      make_case("5x5_mosaic", {.N = 6, .C = 4, .H = 7, .W = 5, .K = 10, .R = 5, .S = 5, .pad = 2, .groups = 2}),
      make_case("5x5_pad0", {.N = 2, .C = 2, .H = 9, .W = 6, .K = 3, .R = 5, .S = 5}),
      make_case("5x5_pad4", {.N = 2, .C = 2, .H = 3, .W = 6, .K = 3, .R = 5, .S = 5, .pad = 4}),
      make_case("batch_over_slices", {.N = 19, .C = 1, .H = 3, .W = 3, .K = 2, .R = 2, .S = 2}),
      benchmark_case("cifar_conv1", {.N = 128, .C = 3, .H = 32, .W = 32, .K = 32, .R = 5, .S = 5, .pad = 2}),
      benchmark_case("cifar_conv2", {.N = 128, .C = 32, .H = 16, .W = 16, .K = 32, .R = 5, .S = 5, .pad = 2}),
      benchmark_case("cifar_conv3", {.N = 128, .C = 32, .H = 8, .W = 8, .K = 64, .R = 5, .S = 5, .pad = 2}),
  };
}

}  // namespace seven::conv2d
