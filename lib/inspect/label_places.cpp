#include "inspect/label_places.h"

#include <algorithm>
#include <array>

namespace seven {

namespace {

// Directions from a dot to its label, the ones that read best first.
struct Direction {
  double x, y;
};
constexpr std::array kDirections = {Direction{1, 0},    Direction{-1, 0},  Direction{0, -1},    Direction{0, 1},
                                    Direction{1, -1},   Direction{1, 1},   Direction{-1, -1},   Direction{-1, 1},
                                    Direction{1, -0.5}, Direction{1, 0.5}, Direction{-1, -0.5}, Direction{-1, 0.5},
                                    Direction{0.5, -1}, Direction{0.5, 1}, Direction{-0.5, -1}, Direction{-0.5, 1}};
constexpr std::array kDistances = {3.0, 12.0, 24.0, 38.0, 54.0, 72.0, 92.0, 114.0};

// The label's box, whose nearest edge or corner is `distance` from the dot's rim.
Box box_at(const LabelledPoint& point, Direction direction, double distance, double radius, double height) {
  const double away = radius + distance;
  const double centre_x = point.x + direction.x * (away + point.width / 2.0);
  const double centre_y = point.y + direction.y * (away + height / 2.0);
  return {centre_x - point.width / 2.0, centre_y - height / 2.0, centre_x + point.width / 2.0, centre_y + height / 2.0};
}

}  // namespace

std::vector<std::optional<Box>> place_labels(const std::vector<LabelledPoint>& points, double radius, double height,
                                             const Box& frame, std::vector<Box> taken) {
  for (const LabelledPoint& point : points)
    taken.push_back({point.x - radius, point.y - radius, point.x + radius, point.y + radius});
  std::vector<std::optional<Box>> places(points.size());
  // All that can stay beside their dots do, before any has to move away.
  for (const double distance : kDistances) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      for (const Direction direction : kDirections) {
        if (places[i] || points[i].width <= 0.0) break;
        const Box box = box_at(points[i], direction, distance, radius, height);
        const bool free =
            std::none_of(taken.begin(), taken.end(), [&](const Box& other) { return box.overlaps(other); });
        if (!free || !box.within(frame)) continue;
        places[i] = box;
        taken.push_back(box);
      }
    }
  }
  return places;
}

}  // namespace seven
