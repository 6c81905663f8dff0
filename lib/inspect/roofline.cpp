#include "inspect/roofline.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/error.h"
#include "inspect/label_places.h"
#include "inspect/plot.h"

namespace seven {

namespace {

constexpr double kWidth = 760.0, kHeight = 500.0;
constexpr Box kFrame = {60.0, 74.0, 740.0, 446.0};
constexpr double kRadius = 4.5;
constexpr double kLetter = 6.7;  // the width of a letter of a label, at most
constexpr double kLabelHeight = 14.0;
constexpr double kTogether = 40.0;  // dots nearer than this to each other share a label
constexpr const char* kSmall = "font-size=\"13\" opacity=\"0.7\"";
constexpr std::array kColours = {"#2a78d6", "#e8763a", "#3a9e6e", "#a05cc8"};

std::string colour_of(std::size_t group) {
  const std::size_t shade = group % kColours.size();
  return fmt::format("var(--series-{}, {})", shade + 1, kColours[shade]);
}

std::string text(double x, double y, const char* anchor, const std::string& style, const std::string& content) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" {}>{}</text>\n", x, y, anchor, style,
                     escaped(content));
}

std::string line(double x1, double y1, double x2, double y2, const std::string& style) {
  return fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"currentColor\" {}/>\n", x1,
                     y1, x2, y2, style);
}

// A logarithmic axis around all that was included, with a little room at both ends.
struct Powers {
  double low, high;  // exponents of ten
  void include(double value) {
    constexpr double kRoom = 0.25;
    low = std::min(low, std::log10(value) - kRoom);
    high = std::max(high, std::log10(value) + kRoom);
  }
  [[nodiscard]] double unit(double value) const { return (std::log10(value) - low) / (high - low); }
  // The powers of ten, and on a short axis also 2 and 5 times them.
  [[nodiscard]] std::vector<double> ticks() const {
    std::vector<double> list;
    for (double exponent = std::floor(low); exponent <= high; exponent += 1.0) {
      for (const double factor : {1.0, 2.0, 5.0}) {
        const double at = exponent + std::log10(factor);
        if (at >= low && at <= high && (factor == 1.0 || high - low < 2.5)) list.push_back(std::pow(10.0, at));
      }
    }
    return list;
  }
};

struct Roof {
  double peak, bandwidth;
  Powers x, y;

  [[nodiscard]] double ridge() const { return peak / bandwidth; }
  [[nodiscard]] double at(double intensity) const { return std::min(peak, intensity * bandwidth); }
  [[nodiscard]] double across(double value) const { return kFrame.left + (kFrame.right - kFrame.left) * x.unit(value); }
  [[nodiscard]] double down(double value) const { return kFrame.bottom - (kFrame.bottom - kFrame.top) * y.unit(value); }
};

Roof roof_over(const RooflineOptions& options, const std::vector<RooflineDot>& dots) {
  const double ridge = options.peak_gflops / options.peak_gigabytes;
  Roof roof{.peak = options.peak_gflops,
            .bandwidth = options.peak_gigabytes,
            .x = {std::log10(ridge) - 1.0, std::log10(ridge) + 1.0},
            .y = {std::log10(options.peak_gflops) - 1.0, std::log10(options.peak_gflops) + 0.2}};
  for (const RooflineDot& dot : dots) {
    roof.x.include(dot.intensity);
    roof.y.include(dot.gflops);
  }
  return roof;
}

std::string power_text(double power) {
  return power > 2e-3 && power < 2e4 ? fmt::format("{:.4g}", power) : fmt::format("{:.0e}", power);
}

std::string grid(const Roof& roof) {
  std::string svg;
  for (const double tick : roof.x.ticks()) {
    const double x = roof.across(tick);
    svg += line(x, kFrame.top, x, kFrame.bottom, "opacity=\"0.14\"");
    svg += text(x, kFrame.bottom + 19.0, "middle", kSmall, power_text(tick));
  }
  for (const double tick : roof.y.ticks()) {
    const double y = roof.down(tick);
    svg += line(kFrame.left, y, kFrame.right, y, "opacity=\"0.14\"");
    svg += text(kFrame.left - 8.0, y + 4.5, "end", kSmall, power_text(tick));
  }
  svg += line(kFrame.left, kFrame.bottom, kFrame.right, kFrame.bottom, "opacity=\"0.5\"");
  svg += text((kFrame.left + kFrame.right) / 2.0, kHeight - 12.0, "middle", kSmall, "floating-point operations a byte");
  return svg + text(kFrame.left, kFrame.top - 10.0, "start", kSmall, "GFLOP/s");
}

// Where the slanted ceiling enters the frame: at its left side or at its bottom.
double first_intensity(const Roof& roof) {
  return std::max(std::pow(10.0, roof.x.low), std::pow(10.0, roof.y.low) / roof.bandwidth);
}

std::string ceilings(const Roof& roof, std::vector<Box>& taken) {
  const double first = first_intensity(roof);
  const double ridge_x = roof.across(roof.ridge());
  const double ridge_y = roof.down(roof.peak);
  const std::string style = "stroke-width=\"2.4\" stroke-linecap=\"round\" opacity=\"0.75\"";
  std::string svg = line(roof.across(first), roof.down(roof.at(first)), ridge_x, ridge_y, style) +
                    line(ridge_x, ridge_y, kFrame.right, ridge_y, style);
  const std::string peak = fmt::format("{:.0f} GFLOP/s", roof.peak);
  const std::string memory = fmt::format("{:.1f} GB/s", roof.bandwidth);
  const auto name = [&](double x, double y, const std::string& what) {
    svg += text(x, y, "start", "font-size=\"13\" font-weight=\"600\"", what);
    taken.push_back({x - 2.0, y - 13.0, x + 7.8 * static_cast<double>(what.size()), y + 4.0});
  };
  name(ridge_x + 4.0, ridge_y - 7.0, peak);
  // Below the slanted line, upright as all other text, a third of the way up.
  const double beside = first * std::cbrt(roof.ridge() / first);
  name(roof.across(beside) + 10.0, roof.down(roof.at(beside)) + 16.0, memory);
  // Labels keep off both lines.
  taken.push_back({ridge_x, ridge_y - 1.5, kFrame.right, ridge_y + 1.5});
  constexpr int kPieces = 60;
  for (int i = 0; i <= kPieces; ++i) {
    const double at = first * std::pow(roof.ridge() / first, static_cast<double>(i) / kPieces);
    taken.push_back(
        {roof.across(at) - 3.0, roof.down(roof.at(at)) - 3.0, roof.across(at) + 3.0, roof.down(roof.at(at)) + 3.0});
  }
  return svg;
}

std::vector<std::string> groups_of(const std::vector<RooflineDot>& dots) {
  std::vector<std::string> groups;
  for (const RooflineDot& dot : dots) {
    if (std::find(groups.begin(), groups.end(), dot.group) == groups.end()) groups.push_back(dot.group);
  }
  return groups;
}

std::size_t index_of(const std::vector<std::string>& groups, const std::string& group) {
  return static_cast<std::size_t>(std::find(groups.begin(), groups.end(), group) - groups.begin());
}

std::string legend(const std::vector<std::string>& groups) {
  std::string svg;
  double x = kFrame.left;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    svg +=
        fmt::format("<circle cx=\"{:.1f}\" cy=\"42\" r=\"{}\" style=\"fill:{}\"/>\n", x + 5.0, kRadius, colour_of(i));
    svg += text(x + 16.0, 46.5, "start", kSmall, groups[i]);
    x += 40.0 + 7.2 * static_cast<double>(groups[i].size());
  }
  return svg;
}

std::string labels(const Roof& roof, const std::vector<RooflineDot>& dots, const std::vector<Box>& taken) {
  std::vector<LabelledPoint> points;
  for (const RooflineDot& dot : dots) {
    LabelledPoint point{.x = roof.across(dot.intensity),
                        .y = roof.down(dot.gflops),
                        .width = kLetter * static_cast<double>(dot.label.size())};
    // One label serves dots of the same name that lie together.
    for (std::size_t i = 0; i < points.size(); ++i) {
      const bool near = std::hypot(points[i].x - point.x, points[i].y - point.y) < kTogether;
      if (dots[i].label == dot.label && near && points[i].width > 0.0) point.width = 0.0;
    }
    points.push_back(point);
  }
  const auto places = place_labels(points, kRadius, kLabelHeight, kFrame, taken);
  std::string svg;
  for (std::size_t i = 0; i < dots.size(); ++i) {
    if (!places[i]) continue;
    const Box& box = *places[i];
    const double x = std::clamp(points[i].x, box.left, box.right);
    const double y = std::clamp(points[i].y, box.top, box.bottom);
    if (std::hypot(x - points[i].x, y - points[i].y) > 2.5 * kRadius)
      svg += line(points[i].x, points[i].y, x, y, "stroke-width=\"0.8\" opacity=\"0.35\"");
    svg += text((box.left + box.right) / 2.0, box.bottom - 3.5, "middle", "font-size=\"12\"", dots[i].label);
  }
  return svg;
}

}  // namespace

std::string svg_roofline(const RooflineOptions& options, const std::vector<RooflineDot>& all) {
  const auto drawable = [](double value) { return std::isfinite(value) && value > 1e-9 && value < 1e15; };
  if (!drawable(options.peak_gflops) || !drawable(options.peak_gigabytes)) {
    throw Error("a roofline needs its two ceilings")
        .expected("numbers above 0")
        .got(fmt::format("{} GFLOP/s, {} GB/s", options.peak_gflops, options.peak_gigabytes));
  }
  std::vector<RooflineDot> dots;
  std::copy_if(all.begin(), all.end(), std::back_inserter(dots),
               [&](const RooflineDot& dot) { return drawable(dot.intensity) && drawable(dot.gflops); });
  std::string svg = fmt::format(
      "<svg viewBox=\"0 0 {0} {1}\" role=\"img\" aria-label=\"{2}\"{3} font-family=\"system-ui, sans-serif\" "
      "fill=\"currentColor\">\n",
      kWidth, kHeight, escaped(options.title),
      options.own_file ? fmt::format(" xmlns=\"http://www.w3.org/2000/svg\" color=\"#1f2328\" width=\"{}\" "
                                     "height=\"{}\"",
                                     kWidth, kHeight)
                       : "");
  if (options.own_file)
    svg += fmt::format("<rect width=\"{}\" height=\"{}\" rx=\"6\" fill=\"#ffffff\"/>\n", kWidth, kHeight);
  svg += text(kFrame.left, 24.0, "start", "font-size=\"16\" font-weight=\"600\"", options.title);
  const Roof roof = roof_over(options, dots);
  const std::vector<std::string> groups = groups_of(dots);
  std::vector<Box> taken;
  svg += legend(groups) + grid(roof);
  svg += ceilings(roof, taken);
  svg += labels(roof, dots, taken);
  for (const RooflineDot& dot : dots) {
    svg += fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\" style=\"fill:{}\"><title>{}, {}: {:.4g} GFLOP/s at {:.3g} a "
        "byte, {:.0f} % of the roof</title></circle>\n",
        roof.across(dot.intensity), roof.down(dot.gflops), kRadius, colour_of(index_of(groups, dot.group)),
        escaped(dot.label), escaped(dot.group), dot.gflops, dot.intensity, 100.0 * dot.gflops / roof.at(dot.intensity));
  }
  return svg + "</svg>\n";
}

}  // namespace seven
