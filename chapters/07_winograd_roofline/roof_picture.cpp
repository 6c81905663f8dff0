#include "roof_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace seven::chapters {

namespace {

// Both axes are logarithmic: from 0.1 to 1000 operations a byte, from 0.1 to 1000 GFLOP/s.
constexpr double kLeft = 60.0, kRight = 640.0, kTop = 50.0, kBottom = 330.0;

double across(double intensity) { return kLeft + (std::log10(intensity) + 1.0) / 4.0 * (kRight - kLeft); }
double down(double gflops) {
  return kBottom - (std::log10(std::clamp(gflops, 0.1, 1000.0)) + 1.0) / 4.0 * (kBottom - kTop);
}

constexpr const char* kColours[] = {"#e8763a", "#2f8a5e", "#a05cc8", "#5b6675"};
constexpr const char* kGrey = "fill=\"#5b6675\" font-size=\"13\"";

std::string text(double x, double y, const char* anchor, const std::string& style, const std::string& what) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" {}>{}</text>\n", x, y, anchor, style, what);
}

std::string line(double x1, double y1, double x2, double y2, const std::string& style) {
  return fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" {}/>\n", x1, y1, x2, y2, style);
}

std::string axes() {
  std::string svg;
  for (const double power : {0.1, 1.0, 10.0, 100.0, 1000.0}) {
    svg += line(across(power), kTop, across(power), kBottom, "stroke=\"#d0d7de\"");
    svg += line(kLeft, down(power), kRight, down(power), "stroke=\"#d0d7de\"");
    svg += text(across(power), kBottom + 20.0, "middle", kGrey, fmt::format("{:g}", power));
    svg += text(kLeft - 8.0, down(power) + 4.5, "end", kGrey, fmt::format("{:g}", power));
  }
  svg += text((kLeft + kRight) / 2.0, kBottom + 44.0, "middle", kGrey, "operations a byte");
  return svg + text(kLeft, kTop - 14.0, "start", kGrey, "GFLOP/s");
}

std::string roof(const Ceilings& ceilings) {
  const double ridge = ceilings.gflops / ceilings.gigabytes;
  const std::string style = "stroke=\"#2a78d6\" stroke-width=\"3\" stroke-linecap=\"round\"";
  const double first = std::max(0.1, 0.1 / ceilings.gigabytes);
  std::string svg = line(across(first), down(ceilings.roof(first)), across(ridge), down(ceilings.gflops), style);
  svg += line(across(ridge), down(ceilings.gflops), kRight, down(ceilings.gflops), style);
  svg += text(kRight - 4.0, down(ceilings.gflops) - 9.0, "end", "fill=\"#12365f\" font-weight=\"600\"",
              fmt::format("peak, {:.0f} GFLOP/s on {} threads", ceilings.gflops, ceilings.threads));
  svg += text(across(0.35) + 14.0, down(ceilings.roof(0.35)) + 16.0, "start", "fill=\"#12365f\" font-weight=\"600\"",
              fmt::format("memory, {:.0f} GB/s", ceilings.gigabytes));
  svg += line(across(0.125), kTop, across(0.125), kBottom, "stroke=\"#5b6675\" stroke-dasharray=\"3 4\"");
  return svg + text(across(0.125) + 6.0, kBottom - 8.0, "start", kGrey, "a ReLU");
}

}  // namespace

std::string roof_picture(const Ceilings& ceilings, const std::vector<Measured>& points) {
  std::string svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 680 390\" role=\"img\" aria-label=\"The roofline: the "
      "roof "
      "of a machine over the intensity, and AlexNet's convolutions below it\" font-family=\"system-ui, sans-serif\" "
      "font-size=\"14\">\n<rect width=\"680\" height=\"390\" rx=\"8\" fill=\"#fbfcfd\"/>\n" +
      axes() + roof(ceilings);
  std::vector<std::string> variants;
  for (const Measured& one : points) {
    auto at = std::find(variants.begin(), variants.end(), one.variant);
    if (at == variants.end()) at = variants.insert(variants.end(), one.variant);
    const auto number = static_cast<std::size_t>(at - variants.begin());
    svg += fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\" fill=\"{}\" stroke=\"#ffffff\"><title>{}, {}: {:.1f} "
        "GFLOP/s</title>"
        "</circle>\n",
        across(one.intensity), down(one.gflops), kColours[number % std::size(kColours)], one.layer, one.variant,
        one.gflops);
  }
  for (std::size_t i = 0; i < variants.size(); ++i) {
    const double y = 240.0 + 22.0 * static_cast<double>(i);
    svg +=
        fmt::format("<circle cx=\"330\" cy=\"{:.0f}\" r=\"5\" fill=\"{}\"/>\n", y, kColours[i % std::size(kColours)]);
    svg += text(344.0, y + 5.0, "start", "fill=\"#1c2430\"", variants[i]);
  }
  return svg + "</svg>\n";
}

}  // namespace seven::chapters
