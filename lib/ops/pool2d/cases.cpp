#include "ops/pool2d/cases.h"

#include <string>

#include "ops/pool2d/pool2d.h"

namespace seven::pool2d {

namespace {

constexpr Mode kAverage = Mode::average;

OpCase make_case(const std::string& name, const Params& p, Fill fill = Fill::normal) {
  OpCase result;
  result.name = name;
  result.settings = {{"window", std::to_string(p.window)}, {"stride", std::to_string(p.stride)},
                     {"pad", std::to_string(p.pad)},       {"mode", p.mode == Mode::max ? "max" : "average"},
                     {"ceil", p.ceil ? "true" : "false"},  {"count-pad", p.count_pad ? "true" : "false"}};
  result.inputs = {{"x", Shape{p.N, p.C, p.H, p.W}}};
  // A window's elements; as many windows at the most share an element.
  result.sum_length = p.window * p.window;
  result.fill = fill;
  return result;
}

OpCase benchmark_case(const std::string& name, const Params& p) {
  OpCase result = make_case(name, p);
  result.benchmark = true;
  return result;
}

}  // namespace

// Windows below, at and above the image's size, strides above and below the window, rests with floor and with ceil,
// pads, batch 1, equal maxima, rows around the strip of 128 outputs and the buffer of 512 columns of `strips`, rows
// around one and two vectors of windows, and maps of several of the tiles that a kernel's block computes.
std::vector<OpCase> cases() {
  return {
      make_case("2x2", {.N = 2, .C = 3, .H = 4, .W = 6}),
      make_case("one_pixel", {.N = 1, .C = 1, .H = 1, .W = 1, .window = 1, .stride = 1}),
      make_case("overlap", {.N = 2, .C = 3, .H = 7, .W = 9, .window = 3}),
      make_case("overlap_rest_floor", {.N = 2, .C = 2, .H = 8, .W = 6, .window = 3}),
      make_case("overlap_rest_ceil", {.N = 2, .C = 2, .H = 8, .W = 6, .window = 3, .ceil = true}),
      make_case("stride1", {.N = 1, .C = 2, .H = 5, .W = 6, .window = 3, .stride = 1, .pad = 1}),
      make_case("stride_over_window", {.N = 2, .C = 2, .H = 9, .W = 10, .window = 2, .stride = 3}),
      make_case("stride_over_window_ceil", {.N = 2, .C = 1, .H = 9, .W = 10, .window = 2, .stride = 4, .ceil = true}),
      make_case("window_is_image", {.N = 2, .C = 3, .H = 4, .W = 4, .window = 4}),
      make_case("window_over_image", {.N = 2, .C = 2, .H = 2, .W = 1, .window = 3, .stride = 3, .ceil = true}),
      make_case("window_over_image_pad", {.N = 1, .C = 2, .H = 2, .W = 3, .window = 4, .stride = 1, .pad = 2}),
      make_case("pad_rest_ceil", {.N = 1, .C = 2, .H = 6, .W = 7, .window = 3, .pad = 1, .ceil = true}),
      make_case("dropped_window", {.N = 1, .C = 1, .H = 5, .W = 3, .window = 2, .pad = 1, .ceil = true}),
      make_case("ties", {.N = 2, .C = 3, .H = 9, .W = 9, .window = 3}, Fill::ties),
      make_case("ties_pad", {.N = 2, .C = 2, .H = 6, .W = 7, .window = 3, .stride = 1, .pad = 1}, Fill::ties),
      make_case("above_strip", {.N = 1, .C = 1, .H = 3, .W = 260, .window = 3, .ceil = true}),
      make_case("above_buffer", {.N = 1, .C = 1, .H = 2, .W = 1030, .window = 5, .stride = 7, .pad = 2}),
      make_case("window_above_buffer", {.N = 1, .C = 1, .H = 1, .W = 520, .window = 513, .stride = 4, .pad = 256}),
      make_case("average_2x2", {.N = 2, .C = 3, .H = 4, .W = 6, .mode = kAverage}),
      make_case("average_overlap", {.N = 2, .C = 3, .H = 7, .W = 9, .window = 3, .mode = kAverage}),
      make_case("average_rest_floor", {.N = 1, .C = 2, .H = 8, .W = 6, .window = 3, .mode = kAverage}),
      make_case("average_rest_ceil", {.N = 2, .C = 2, .H = 8, .W = 6, .window = 3, .mode = kAverage, .ceil = true}),
      make_case("average_pad", {.N = 1, .C = 2, .H = 6, .W = 7, .window = 3, .pad = 1, .mode = kAverage, .ceil = true}),
      make_case(
          "average_pad_not_counted",
          {.N = 1, .C = 2, .H = 6, .W = 7, .window = 3, .pad = 1, .mode = kAverage, .ceil = true, .count_pad = false}),
      make_case("average_global", {.N = 2, .C = 3, .H = 5, .W = 5, .window = 5, .mode = kAverage}),
      make_case("average_window_over_image",
                {.N = 1, .C = 2, .H = 1, .W = 2, .window = 3, .stride = 3, .mode = kAverage, .ceil = true}),
      make_case("average_stride_over_window",
                {.N = 2, .C = 1, .H = 9, .W = 10, .window = 2, .stride = 3, .mode = kAverage}),
      make_case("average_above_strip", {.N = 1, .C = 1, .H = 3, .W = 260, .window = 3, .mode = kAverage, .ceil = true}),
      make_case("2x2_ties", {.N = 2, .C = 2, .H = 6, .W = 70}, Fill::ties),
      make_case("2x2_wide", {.N = 1, .C = 2, .H = 4, .W = 514}),
      make_case("2x2_rest", {.N = 1, .C = 2, .H = 5, .W = 67}),
      make_case("overlap_vectors", {.N = 2, .C = 2, .H = 7, .W = 65, .window = 3}),
      make_case("overlap_vectors_rest", {.N = 1, .C = 2, .H = 6, .W = 66, .window = 3}),
      make_case("overlap_vectors_ceil", {.N = 1, .C = 2, .H = 6, .W = 64, .window = 3, .ceil = true}),
      make_case("overlap_vectors_ties", {.N = 1, .C = 2, .H = 9, .W = 70, .window = 3, .ceil = true}, Fill::ties),
      make_case("average_2x2_rest", {.N = 1, .C = 2, .H = 5, .W = 67, .mode = kAverage}),
      make_case("average_vectors", {.N = 2, .C = 2, .H = 7, .W = 65, .window = 3, .mode = kAverage}),
      make_case("average_vectors_ceil", {.N = 1, .C = 2, .H = 6, .W = 64, .window = 3, .mode = kAverage, .ceil = true}),
      make_case("side_by_side", {.N = 2, .C = 2, .H = 11, .W = 13, .window = 5, .stride = 5, .ceil = true}),
      make_case("above_tile", {.N = 1, .C = 2, .H = 70, .W = 70, .window = 3}),
      make_case("above_tile_ties", {.N = 1, .C = 1, .H = 40, .W = 67, .window = 3, .stride = 1, .pad = 1}, Fill::ties),
      make_case("average_above_tile",
                {.N = 1, .C = 1, .H = 67, .W = 70, .window = 3, .pad = 1, .mode = kAverage, .ceil = true}),
      benchmark_case("alexnet_pool1", {.N = 8, .C = 96, .H = 55, .W = 55, .window = 3}),
      benchmark_case("alexnet_pool2", {.N = 8, .C = 256, .H = 27, .W = 27, .window = 3}),
      benchmark_case("vgg_pool1", {.N = 2, .C = 64, .H = 224, .W = 224}),
      benchmark_case("cifar_pool1", {.N = 128, .C = 32, .H = 32, .W = 32, .window = 3, .ceil = true}),
      benchmark_case("cifar_pool2", {.N = 128, .C = 32, .H = 16, .W = 16, .window = 3, .mode = kAverage, .ceil = true}),
      benchmark_case("cifar_pool3", {.N = 128, .C = 64, .H = 8, .W = 8, .window = 3, .mode = kAverage, .ceil = true}),
  };
}

}  // namespace seven::pool2d
