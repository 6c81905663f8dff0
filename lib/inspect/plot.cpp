#include "inspect/plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace seven {

std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      default:
        // XML knows no control characters but these three, not even written out.
        if (static_cast<unsigned char>(c) >= 32 || c == '\n' || c == '\t' || c == '\r') result += c;
    }
  }
  return result;
}

std::vector<double> nice_ticks(double low, double high, int wanted) {
  if (!std::isfinite(low) || !std::isfinite(high) || !(high > low) || wanted < 1) return {low};
  const double rough = (high - low) / wanted;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = 10.0 * power;
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough * 0.999) {
      step = factor * power;
      break;
    }
  }
  std::vector<double> ticks;
  const double first = std::ceil(low / step - 1e-9);
  for (double i = first; i * step <= high + 1e-9 * step && ticks.size() < 100; i += 1.0)
    ticks.push_back(i * step + 0.0);
  return ticks;
}

namespace {

constexpr double kLeft = 52.0;
constexpr double kRight = 468.0;
constexpr double kBottom = 280.0;
constexpr double kLegendTop = 46.0;  // baseline of its first row
constexpr double kLegendRow = 18.0;
constexpr std::array kColours = {"#2a78d6", "#e8763a", "#3a9e6e", "#a05cc8"};

struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  void include(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  [[nodiscard]] bool empty() const { return low > high; }
  // A range with some length, whatever it was made from.
  void widen() {
    if (high > low) return;
    const double by = std::max(1e-9, std::abs(low) * 0.5);
    low -= by;
    high += by;
  }
  [[nodiscard]] double unit(double value) const { return (value - low) / (high - low); }
};

// Numbers so large that their differences overflow, or so small that their logarithms do, are left out too.
bool drawable(const PlotOptions& options, const std::pair<double, double>& point) {
  constexpr double kHuge = 1e300;
  return std::abs(point.first) < kHuge && std::abs(point.second) < kHuge &&
         (!options.log_x || point.first > 1.0 / kHuge) && (!options.log_y || point.second > 1.0 / kHuge);
}

// The axes in which lines are straight: on a logarithmic axis stands the exponent.
struct Axes {
  Range x;
  Range y;
  bool log_x = false;
  bool log_y = false;
  double top = 0.0;  // of the frame: below the legend

  [[nodiscard]] double across(double value) const {
    return kLeft + (kRight - kLeft) * x.unit(log_x ? std::log10(value) : value);
  }
  [[nodiscard]] double down(double value) const {
    return kBottom - (kBottom - top) * y.unit(log_y ? std::log10(value) : value);
  }
};

// Outwards to whole powers of ten, at least one of them.
void to_whole_powers(Range& exponents) {
  exponents.low = std::floor(exponents.low + 1e-9);
  exponents.high = std::max(exponents.low + 1.0, std::ceil(exponents.high - 1e-9));
}

// A power of ten: "0.01" to "1000", "1e-05" where that would be long.
std::string power_text(double power) {
  return power > 2e-4 && power < 2e4 ? fmt::format("{:.4g}", power) : fmt::format("{:.0e}", power);
}

std::vector<double> power_ticks(const Range& exponents) {
  std::vector<double> ticks;
  const double step = std::ceil((exponents.high - exponents.low) / 8.0);
  for (double power = exponents.low; power <= exponents.high + 1e-9; power += step)
    ticks.push_back(std::pow(10.0, power));
  return ticks;
}

struct LegendPlace {
  double x;
  double y;
};

// Where each name of the legend stands: in rows, as many as it takes.
std::vector<LegendPlace> legend_places(const std::vector<Series>& series) {
  std::vector<LegendPlace> places;
  LegendPlace next{kLeft, kLegendTop};
  for (const Series& line : series) {
    const double width = 44.0 + 7.2 * static_cast<double>(line.name.size());
    if (next.x > kLeft && next.x + width > kRight + 20.0) next = {kLeft, next.y + kLegendRow};
    places.push_back(next);
    next.x += width;
  }
  return places;
}

Axes make_axes(const PlotOptions& options, const std::vector<Series>& series) {
  Axes axes;
  axes.log_x = options.log_x;
  axes.log_y = options.log_y;
  axes.top = (series.empty() ? kLegendTop : legend_places(series).back().y) + 14.0;
  for (const Series& line : series) {
    for (const auto& point : line.points) {
      if (!drawable(options, point)) continue;
      axes.x.include(options.log_x ? std::log10(point.first) : point.first);
      axes.y.include(options.log_y ? std::log10(point.second) : point.second);
    }
  }
  if (axes.x.empty()) return axes;
  if (options.from_zero && !options.log_y) axes.y.include(0.0);
  if (options.log_x) {
    to_whole_powers(axes.x);
  } else {
    axes.x.widen();
  }
  if (options.log_y) {
    to_whole_powers(axes.y);
  } else {
    axes.y.widen();
    const std::vector<double> ticks = nice_ticks(axes.y.low, axes.y.high, 5);
    if (ticks.size() > 1) axes.y.high = std::max(axes.y.high, ticks.back());
    axes.y.high += 0.04 * (axes.y.high - axes.y.low);  // the highest point keeps clear of the frame
  }
  return axes;
}

std::string text(double x, double y, const char* anchor, const char* style, const std::string& content) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" {}>{}</text>\n", x, y, anchor, style,
                     escaped(content));
}

constexpr const char* kSmall = "font-size=\"13\" opacity=\"0.7\"";

std::string grid(const Axes& axes) {
  std::string svg;
  for (const double tick : axes.log_y ? power_ticks(axes.y) : nice_ticks(axes.y.low, axes.y.high, 5)) {
    const double y = axes.down(tick);
    svg += fmt::format(
        "<line x1=\"{}\" x2=\"{}\" y1=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"currentColor\" opacity=\"0.14\"/>\n", kLeft,
        kRight, y, y);
    svg += text(kLeft - 8.0, y + 4.5, "end", kSmall, axes.log_y ? power_text(tick) : fmt::format("{:.4g}", tick));
  }
  for (const double tick : axes.log_x ? power_ticks(axes.x) : nice_ticks(axes.x.low, axes.x.high, 7)) {
    const double x = axes.across(tick);
    svg +=
        fmt::format("<line x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{}\" y2=\"{}\" stroke=\"currentColor\" opacity=\"0.5\"/>\n",
                    x, x, kBottom, kBottom + 5.0);
    const std::string label = axes.log_x ? power_text(tick) : fmt::format("{:.6g}", tick);
    const double half = 4.0 * static_cast<double>(label.size());  // of its width; the last one must not be cut off
    svg += text(std::min(x, 478.0 - half), kBottom + 20.0, "middle", kSmall, label);
  }
  return svg;
}

// One polyline a stretch without gaps; a point on its own becomes a dot.
std::string line(const PlotOptions& options, const Axes& axes, const Series& series, const std::string& colour) {
  std::string svg;
  std::string path;
  int length = 0;
  std::pair<double, double> last;
  const auto end_stretch = [&] {
    if (length == 1) {
      svg += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\" style=\"fill:{}\"/>\n", axes.across(last.first),
                         axes.down(last.second), colour);
    } else if (length > 1) {
      svg += fmt::format(
          "<polyline points=\"{}\" fill=\"none\" stroke-width=\"2.2\" stroke-linejoin=\"round\" "
          "style=\"stroke:{}\"/>\n",
          path, colour);
    }
    path.clear();
    length = 0;
  };
  for (const auto& point : series.points) {
    if (!drawable(options, point)) {
      end_stretch();
      continue;
    }
    path += fmt::format("{}{:.1f},{:.1f}", length == 0 ? "" : " ", axes.across(point.first), axes.down(point.second));
    last = point;
    ++length;
  }
  end_stretch();
  return svg;
}

}  // namespace

std::string svg_curves(const PlotOptions& options, const std::vector<Series>& series) {
  std::string svg = fmt::format(
      "<svg viewBox=\"0 0 480 330\" role=\"img\" aria-label=\"{}\"{} font-family=\"system-ui, sans-serif\" "
      "fill=\"currentColor\">\n",
      escaped(options.title),
      options.own_file ? " xmlns=\"http://www.w3.org/2000/svg\" color=\"#1f2328\" width=\"640\" height=\"440\"" : "");
  if (options.own_file) svg += "<rect width=\"480\" height=\"330\" rx=\"6\" fill=\"#ffffff\"/>\n";
  svg += text(kLeft, 24.0, "start", "font-size=\"16\" font-weight=\"600\"", options.title);
  const Axes axes = make_axes(options, series);
  if (axes.x.empty()) {
    svg += text(240.0, 165.0, "middle", kSmall, "nothing to draw yet");
    return svg + "</svg>\n";
  }
  svg += grid(axes);
  svg += fmt::format("<line x1=\"{}\" x2=\"{}\" y1=\"{}\" y2=\"{}\" stroke=\"currentColor\" opacity=\"0.5\"/>\n", kLeft,
                     kRight, kBottom, kBottom);
  const std::vector<LegendPlace> legend = legend_places(series);
  for (std::size_t i = 0; i < series.size(); ++i) {
    const std::size_t shade = i % kColours.size();
    const std::string colour = fmt::format("var(--series-{}, {})", shade + 1, kColours[shade]);
    svg += line(options, axes, series[i], colour);
    svg += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"18\" height=\"4\" rx=\"2\" style=\"fill:{}\"/>\n",
                       legend[i].x, legend[i].y - 7.0, colour);
    svg += text(legend[i].x + 24.0, legend[i].y, "start", kSmall, series[i].name);
  }
  svg += text((kLeft + kRight) / 2.0, 322.0, "middle", kSmall, options.x_label);
  svg += text(kRight, 24.0, "end", kSmall, options.y_label);
  return svg + "</svg>\n";
}

}  // namespace seven
