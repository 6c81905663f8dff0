// Where the labels of a picture's dots can stand so that none lies upon another.
#pragma once

#include <optional>
#include <vector>

namespace seven {

struct Box {
  double left = 0.0, top = 0.0, right = 0.0, bottom = 0.0;

  [[nodiscard]] bool overlaps(const Box& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
  [[nodiscard]] bool within(const Box& other) const {
    return other.left <= left && right <= other.right && other.top <= top && bottom <= other.bottom;
  }
};

struct LabelledPoint {
  double x = 0.0, y = 0.0;
  double width = 0.0;  // of its label; 0: it wants none
};

// A place for each label, in the order of the points; none where it wants none, or where all places near its point are
// taken. `radius` is the dots', `height` the labels'; labels keep within `frame` and off the boxes in `taken`.
std::vector<std::optional<Box>> place_labels(const std::vector<LabelledPoint>& points, double radius, double height,
                                             const Box& frame, std::vector<Box> taken);

}  // namespace seven
