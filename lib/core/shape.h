// Shape: the sizes of a tensor, at most six of them, row-major (the last one is contiguous in memory).
// Chapter 01: chapters/01_seven_loops/README.md.
#pragma once

#include <array>
#include <initializer_list>
#include <string>
#include <vector>

#include "core/types.h"

namespace seven {

class Shape {
 public:
  static constexpr int kMaxRank = 6;

  // Shape() has rank 0 and size 1: a scalar. Sizes may be 0; a negative one, a rank above 6 or a product that does not
  // fit 63 bits throws Error.
  Shape() = default;
  Shape(std::initializer_list<Index> sizes);
  explicit Shape(const std::vector<Index>& sizes);

  [[nodiscard]] int rank() const { return rank_; }
  [[nodiscard]] Index operator[](int axis) const { return sizes_[static_cast<std::size_t>(axis)]; }
  [[nodiscard]] Index size() const;
  [[nodiscard]] std::string str() const;  // "(128, 3, 32, 32)"

  // The same shape with another size at the front: one image of a batch, or a batch of another size.
  [[nodiscard]] Shape with_front(Index size) const;

  bool operator==(const Shape& other) const = default;

 private:
  void assign(const Index* sizes, std::size_t count);

  std::array<Index, kMaxRank> sizes_{};
  int rank_ = 0;
};

}  // namespace seven
