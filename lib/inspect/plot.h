// Curves as an SVG drawing, to stand in a page or in a file of its own.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace seven {

struct Series {
  std::string name;
  std::vector<std::pair<double, double>> points;  // (x, y), in the order of x; a point with NaN or infinity is a gap
};

struct PlotOptions {
  std::string title{};
  std::string x_label{};
  std::string y_label{};
  bool log_x = false;     // points at or below 0 are then left out
  bool log_y = false;     // likewise
  bool from_zero = true;  // the y axis starts at 0 (unless logarithmic)
  // A file of its own, as opposed to a part of a page: it names the SVG namespace and, since it cannot see the page's
  // colours, brings a white ground and dark text.
  bool own_file = false;
};

// A line chart of 480 x 330 units that scales with the page. Text and axes take the page's colour (currentColor), the
// lines the CSS variables --series-1 to --series-4 with built-in values behind them, so one drawing serves a light and
// a dark page. A legend too long for one row takes several. No series, or none with a finite point, gives an empty
// frame that says so.
std::string svg_curves(const PlotOptions& options, const std::vector<Series>& series);

// Tick positions from `low` to `high`: steps of 1, 2 or 5 times a power of ten, about `wanted` of them.
std::vector<double> nice_ticks(double low, double high, int wanted);

// Text with & < > " ' written so that a browser shows them and obeys none of them.
std::string escaped(const std::string& text);

}  // namespace seven
