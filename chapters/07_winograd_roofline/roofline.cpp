#include "roofline.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "check/bench.h"
#include "check/ceilings.h"
#include "check/layers.h"
#include "core/parallel.h"
#include "inspect/roofline.h"
#include "numbers.h"
#include "ops/conv2d/conv2d.h"

namespace seven::chapters {

namespace {

struct Work {
  double flops, bytes;
};

//! [intensity]
// The operations of a forward pass, and the bytes of x, w and y, each moved once.
Work work_of(const conv2d::Params& a) {
  const Index numbers = a.N * a.C * a.H * a.W + a.K * a.group_channels() * a.R * a.S + a.N * a.K * a.P() * a.Q();
  return {2.0 * a.macs(), 4.0 * static_cast<double>(numbers)};
}
//! [intensity]

double gflops(const conv2d::Variant& variant, const conv2d::Params& a, double seconds) {
  const Tensor<float> x = random_tensor<float>(Shape{a.N, a.C, a.H, a.W}, 0);
  const Tensor<float> w = random_tensor<float>(Shape{a.K, a.group_channels(), a.R, a.S}, 1);
  Tensor<float> y(Shape{a.N, a.K, a.P(), a.Q()});
  Tensor<float> workspace(Shape{variant.f32.workspace(a)});
  const Timing time =
      measure([&] { variant.f32.forward(y.data(), x.data(), w.data(), nullptr, a, workspace.data()); }, seconds);
  return 2.0 * a.macs() / time.median / 1e9;
}

void print_intensities(const Ceilings& here) {
  fmt::print("\nWork and bytes at a batch of 8. The ridge of this machine is at {:.1f} FLOP a byte.\n\n",
             here.gflops / here.gigabytes);
  fmt::print("{:<9}{:<9}{:>12}{:>12}{:>14}{:>16}\n", "net", "layer", "GFLOP", "MB", "FLOP a byte", "roof, GFLOP/s");
  for (const std::string net : {"alexnet", "vgg-d"}) {
    for (const auto& [name, a] : layers_of_net(net, 8)) {
      const Work work = work_of(a);
      const double intensity = work.flops / work.bytes;
      fmt::print("{:<9}{:<9}{:>12.2f}{:>12.2f}{:>14.1f}{:>16.0f}\n", net, name, work.flops / 1e9, work.bytes / 1e6,
                 intensity, here.roof(intensity));
    }
  }
  fmt::print("{:<18}{:>12}{:>12}{:>14.3f}{:>16.1f}\n", "a ReLU", "", "", 1.0 / 8.0, here.roof(1.0 / 8.0));
}

}  // namespace

void show_roofline(const Program& program) {
  const double seconds = program.quick ? 0.0 : 0.3;
  const Ceilings here = measure_ceilings();
  fmt::print("\nThis machine on {} threads: at most {:.0f} GFLOP/s, and {:.1f} GB/s from and to memory.\n",
             here.threads, here.gflops, here.gigabytes);
  print_intensities(here);
  const std::vector<const conv2d::Variant*> variants = {&conv2d::naive, &conv2d::im2col_gemm, &conv2d::winograd};
  fmt::print("\nAlexNet's layers below the roof, a batch of 8, GFLOP/s (operations counted as in the plain way):\n\n");
  fmt::print("{:<9}{:>14}{:>10}", "layer", "FLOP a byte", "roof");
  for (const conv2d::Variant* variant : variants) fmt::print("{:>14}", variant->name);
  fmt::print("\n");
  std::vector<RooflineDot> points;
  for (const auto& [name, a] : layers_of_net("alexnet", program.quick ? 1 : 8)) {
    if (program.quick && name != "conv5") continue;  // the smallest
    const Work work = work_of(a);
    const double intensity = work.flops / work.bytes;
    std::vector<std::pair<std::string, std::string>> columns = {
        {"layer", name},
        {"FLOP a byte", fmt::format("{:.0f}", intensity)},
        {"roof", fmt::format("{:.0f} GFLOP/s", here.roof(intensity))}};
    fmt::print("{:<9}{:>14.1f}{:>10.0f}", name, intensity, here.roof(intensity));
    for (const conv2d::Variant* variant : variants) {
      // A layer that Winograd does not fit would be computed by another variant.
      const bool fits = variant != &conv2d::winograd || a.stride == 1;
      const double speed = fits ? gflops(*variant, a, seconds) : 0.0;
      if (fits) points.push_back({name, variant->name, intensity, speed});
      const std::string text = fits ? fmt::format("{:.1f}", speed) : "-";
      fmt::print("{:>14}", text);
      std::fflush(stdout);
      columns.emplace_back(variant->name, fits ? text + " GFLOP/s" : text);
    }
    fmt::print("\n");
    if (!program.quick) program.record("roofline", name, columns);
  }
  program.save_picture(
      svg_roofline({.title = fmt::format("AlexNet's convolutions, forward, a batch of 8, {} threads", here.threads),
                    .peak_gflops = here.gflops,
                    .peak_gigabytes = here.gigabytes,
                    .own_file = true},
                   points));
}

}  // namespace seven::chapters
