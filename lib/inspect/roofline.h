// The roofline as an SVG drawing: the two ceilings of a machine, and what was measured below them.
// Chapter 07: chapters/07_winograd_roofline/README.md.
#pragma once

#include <string>
#include <vector>

namespace seven {

struct RooflineDot {
  std::string label;       // "conv1"; stands beside the dot where there is room for it
  std::string group;       // "forward": one colour for each, named in the legend
  double intensity = 0.0;  // floating-point operations a byte
  double gflops = 0.0;     // 1e9 of them a second
};

struct RooflineOptions {
  std::string title{};
  double peak_gflops = 0.0;     // the level ceiling
  double peak_gigabytes = 0.0;  // the slanted one: 1e9 bytes a second
  bool own_file = false;        // as in PlotOptions
};

// Both axes are logarithmic and reach as far as dots and ridge do. Dots that are no positive finite numbers are left
// out. Dots of one name that lie together share a label. A label never lies upon another one or upon a dot: it is moved
// away from its dot, with a line that leads there, and is left to the dot's tooltip where all is full. Throws Error for
// ceilings that are no positive numbers.
std::string svg_roofline(const RooflineOptions& options, const std::vector<RooflineDot>& dots);

}  // namespace seven
