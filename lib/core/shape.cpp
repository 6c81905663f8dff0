#include "core/shape.h"

#include <limits>

#include "core/error.h"

namespace seven {

Shape::Shape(std::initializer_list<Index> sizes) { assign(sizes.begin(), sizes.size()); }
Shape::Shape(const std::vector<Index>& sizes) { assign(sizes.data(), sizes.size()); }

void Shape::assign(const Index* sizes, std::size_t count) {
  if (count > kMaxRank) {
    throw Error("a shape has too many axes").expected("at most 6").got(std::to_string(count));
  }
  Index product = 1;
  for (std::size_t axis = 0; axis < count; ++axis) {
    const Index size = sizes[axis];
    if (size < 0) {
      throw Error("a shape has a negative size")
          .where("axis " + std::to_string(axis))
          .expected("0 or more")
          .got(std::to_string(size));
    }
    if (size > 0 && product > std::numeric_limits<Index>::max() / size) {
      throw Error("a shape has more elements than 63 bits can count").where("axis " + std::to_string(axis));
    }
    if (size > 0) product *= size;
    sizes_[axis] = size;
  }
  rank_ = static_cast<int>(count);
}

Index Shape::size() const {
  Index product = 1;
  for (int axis = 0; axis < rank_; ++axis) product *= (*this)[axis];
  return product;
}

std::string Shape::str() const {
  std::string text = "(";
  for (int axis = 0; axis < rank_; ++axis) {
    if (axis > 0) text += ", ";
    text += std::to_string((*this)[axis]);
  }
  return text + ")";
}

Shape Shape::with_front(Index size) const {
  std::vector<Index> sizes(sizes_.begin(), sizes_.begin() + rank_);
  if (sizes.empty()) throw Error("a scalar has no front axis to replace");
  sizes.front() = size;
  return Shape(sizes);
}

}  // namespace seven
