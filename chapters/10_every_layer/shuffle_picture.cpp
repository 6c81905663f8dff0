#include "shuffle_picture.h"

#include <fmt/format.h>

#include <array>

namespace seven::chapters {

namespace {

constexpr int kLanes = 32, kSteps = 5;
constexpr double kLeft = 86.0, kCell = 20.5, kTop = 60.0, kHigh = 20.0, kGap = 46.0;

double lane_x(int lane) { return kLeft + kCell * lane; }
double row_y(int row) { return kTop + (kHigh + kGap) * row; }

// Whether lane 0's sum contains what this lane has after `row` steps: 32 lanes at first, then 16, and so on.
bool counts(int lane, int row) { return lane < kLanes >> row; }

std::string row_of(const std::array<int, kLanes>& numbers, int row) {
  std::string svg;
  for (int lane = 0; lane < kLanes; ++lane) {
    const auto number = numbers[static_cast<std::size_t>(lane)];
    svg += fmt::format(
        "<rect x=\"{:.1f}\" y=\"{:.0f}\" width=\"{:.1f}\" height=\"{:.0f}\" class=\"{}\"/>"
        "<text x=\"{:.1f}\" y=\"{:.0f}\" class=\"{}\">{}</text>\n",
        lane_x(lane), row_y(row), kCell, kHigh, counts(lane, row) ? "lane" : "rest", lane_x(lane) + kCell / 2,
        row_y(row) + 14, counts(lane, row) ? "number" : "number pale", number);
  }
  return svg;
}

// From each lane to its partner; straight down goes what a lane keeps.
std::string ways_of(int distance, int row) {
  std::string all, own;
  for (int lane = 0; lane < kLanes; ++lane) {
    for (const int from : {lane, lane ^ distance}) {
      (counts(lane, row + 1) ? own : all) += fmt::format("M{:.1f} {:.0f}L{:.1f} {:.0f}", lane_x(from) + kCell / 2,
                                                         row_y(row) + kHigh, lane_x(lane) + kCell / 2, row_y(row + 1));
    }
  }
  return fmt::format("<path d=\"{}\" class=\"others\"/>\n<path d=\"{}\" class=\"way\"/>\n", all, own) +
         fmt::format("<text x=\"14\" y=\"{:.0f}\" class=\"ink\">distance {}</text>\n",
                     row_y(row) + kHigh + kGap / 2 + 5, distance);
}

}  // namespace

std::string shuffle_picture() {
  std::array<int, kLanes> numbers{};
  for (int lane = 0; lane < kLanes; ++lane) numbers[static_cast<std::size_t>(lane)] = lane;
  std::string ways;
  std::string rows = row_of(numbers, 0);
  for (int row = 0; row < kSteps; ++row) {
    const int distance = 16 >> row;
    const std::array<int, kLanes> before = numbers;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      numbers[lane] = before[lane] + before[lane ^ static_cast<std::size_t>(distance)];
    }
    ways += ways_of(distance, row);
    rows += row_of(numbers, row + 1);
  }
  const double height = row_y(kSteps) + kHigh + 44;
  return fmt::format(
             "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 752 {0:.0f}\" width=\"752\" height=\"{0:.0f}\" "
             "role=\"img\" aria-label=\"Five shuffles of a warp: each lane adds the number of the lane that is 16, 8, "
             "4, 2 and 1 away, and in the end all 32 have the sum\" font-family=\"system-ui, sans-serif\" "
             "font-size=\"13\">\n<style>\n"
             ".ground{{fill:#fbfcfd}} .ink{{fill:#1c2430}} .lane{{fill:#fde4d3;stroke:#e8763a}} "
             ".rest{{fill:#ffffff;stroke:#c4ccd6}}\n"
             ".number{{fill:#6b2f0f;font-size:9.5px;text-anchor:middle}} .pale{{fill:#5b6675}}\n"
             ".way{{fill:none;stroke:#e8763a;stroke-width:1.4}} .others{{fill:none;stroke:#c4ccd6;opacity:0.8}}\n"
             "@media (prefers-color-scheme: dark) {{\n"
             ".ground{{fill:#161b22}} .ink{{fill:#e6edf3}} .lane{{fill:#4a2a17}} .number{{fill:#fbd3b8}}\n"
             ".rest{{fill:#0d1117;stroke:#3d4754}} .pale{{fill:#aab4c0}} .others{{stroke:#3d4754}}\n}}\n"
             "</style>\n<rect width=\"752\" height=\"{0:.0f}\" rx=\"8\" class=\"ground\"/>\n"
             "<text x=\"14\" y=\"30\" class=\"ink\" font-weight=\"600\" font-size=\"15\">value += "
             "__shfl_xor_sync(0xffffffff, value, distance)</text>\n",
             height) +
         ways + rows +
         fmt::format(
             "<text x=\"14\" y=\"{:.0f}\" class=\"ink\">Lane i begins with the number i. Orange: what reaches "
             "lane 0. In the end all lanes have 0 + 1 + ... + 31 = 496.</text>\n</svg>\n",
             height - 16);
}

}  // namespace seven::chapters
