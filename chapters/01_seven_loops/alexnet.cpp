#include "alexnet.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "check/bench.h"
#include "core/parallel.h"
#include "core/tensor.h"
#include "numbers.h"
#include "ops/conv2d/conv2d.h"

namespace seven::chapters {

namespace {

struct Named {
  const char* name;
  conv2d::Params a;
};

// AlexNet's paper, section 3.5, for one image; 227 as in section "224 or 227" of the chapter.
constexpr std::array kLayers{
    Named{"conv1", {.N = 1, .C = 3, .H = 227, .W = 227, .K = 96, .R = 11, .S = 11, .stride = 4}},
    Named{"conv2", {.N = 1, .C = 96, .H = 27, .W = 27, .K = 256, .R = 5, .S = 5, .pad = 2, .groups = 2}},
    Named{"conv3", {.N = 1, .C = 256, .H = 13, .W = 13, .K = 384, .R = 3, .S = 3, .pad = 1}},
    Named{"conv4", {.N = 1, .C = 384, .H = 13, .W = 13, .K = 384, .R = 3, .S = 3, .pad = 1, .groups = 2}},
    Named{"conv5", {.N = 1, .C = 384, .H = 13, .W = 13, .K = 256, .R = 3, .S = 3, .pad = 1, .groups = 2}},
};

struct Timed {
  Timing time;
  Tensor<float> y;
};

Timed time_variant(const conv2d::Variant& variant, const conv2d::Params& a, const Tensor<float>& x,
                   const Tensor<float>& w, const Tensor<float>& b, double seconds) {
  Timed timed;
  timed.y = Tensor<float>(Shape{a.N, a.K, a.P(), a.Q()});
  Tensor<float> workspace(Shape{variant.f32.workspace(a)});
  timed.time =
      measure([&] { variant.f32.forward(timed.y.data(), x.data(), w.data(), b.data(), a, workspace.data()); }, seconds);
  return timed;
}

double largest_difference(const Tensor<float>& a, const Tensor<float>& b) {
  double largest = 0.0;
  for (Index i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(static_cast<double>(a[i]) - b[i]));
  return largest;
}

}  // namespace

void count_alexnet() {
  fmt::print("\nThe five convolutions of AlexNet, for one image:\n\n");
  fmt::print("{:<7}{:>9}{:>9}{:>8}{:>15}{:>15}{:>15}\n", "layer", "weights", "biases", "windows", "outputs",
             "multiply-adds", "connections");
  for (const auto& [name, a] : kLayers) {
    const Index kernel = a.group_channels() * a.R * a.S;  // weights of one kernel
    const Index windows = a.P() * a.Q();
    const Index outputs = a.K * windows;
    // A connection is a line from an input, or from a bias, to an output.
    fmt::print("{:<7}{:>9}{:>9}{:>8}{:>15}{:>15}{:>15}\n", name, grouped(a.K * kernel), a.K, grouped(windows),
               grouped(outputs), grouped(outputs * kernel), grouped(outputs * (kernel + 1)));
  }
  fmt::print("\nHow often a kernel of 11 fits down an input, with stride 4 (the formula rounds down):\n\n");
  for (const auto& [size, pad] : {std::pair<Index, Index>{224, 0}, {227, 0}, {224, 2}}) {
    const conv2d::Params a{.N = 1, .C = 3, .H = size, .W = size, .K = 96, .R = 11, .S = 11, .stride = 4, .pad = pad};
    const double exact = static_cast<double>(size + 2 * pad - a.R) / static_cast<double>(a.stride) + 1.0;
    fmt::print("  {}, pad {}:   ({} + 2*{} - 11) / 4 + 1 = {:<6} {} windows\n", size, pad, size, pad, exact, a.P());
  }
}

void time_alexnet(const Program& program) {
  const Index images = program.quick ? 1 : 4;
  fmt::print("\nThe time of a forward pass of {} image{}, on {} threads:\n\n", images, images == 1 ? "" : "s",
             threads());
  fmt::print("{:<7}", "layer");
  for (const conv2d::Variant* variant : conv2d::variants()) fmt::print("{:>28}", variant->name);
  fmt::print("{:>12}{:>14}\n", "faster by", "difference");
  for (const auto& [name, one_image] : kLayers) {
    if (program.quick && std::string(name) != "conv5") continue;  // the smallest
    conv2d::Params a = one_image;
    a.N = images;
    const Tensor<float> x = random_tensor<float>(Shape{a.N, a.C, a.H, a.W}, 0);
    const Tensor<float> w = random_tensor<float>(Shape{a.K, a.group_channels(), a.R, a.S}, 1);
    const Tensor<float> b = random_tensor<float>(Shape{a.K}, 2);
    std::vector<std::pair<std::string, std::string>> columns = {
        {"layer", name}, {"images", std::to_string(images)}, {"threads", std::to_string(threads())}};
    fmt::print("{:<7}", name);
    std::vector<Timed> timed;
    for (const conv2d::Variant* variant : conv2d::variants()) {
      timed.push_back(time_variant(*variant, a, x, w, b, program.quick ? 0.0 : 0.5));
      const double seconds = timed.back().time.median;
      const std::string time = fmt::format("{:.1f} ms", 1e3 * seconds);
      const std::string speed = fmt::format("{:.2f} GFLOP/s", 2.0 * a.macs() / seconds / 1e9);
      fmt::print("{:>28}", time + ", " + speed);
      std::fflush(stdout);
      columns.emplace_back(variant->name, time + ", " + speed);
    }
    const std::string ratio = fmt::format("{:.1f} times", timed.front().time.median / timed.back().time.median);
    fmt::print("{:>12}{:>14.1e}\n", ratio, largest_difference(timed.front().y, timed.back().y));
    columns.emplace_back("faster by", ratio);
    if (!program.quick) program.record("alexnet-convolutions", name, columns);
  }
}

}  // namespace seven::chapters
