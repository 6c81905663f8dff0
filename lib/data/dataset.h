// What every data set looks like to a loader: a list of byte images with labels, all of one size.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/shape.h"
#include "core/types.h"

namespace seven {

// Which part of a data set: what a network learns from, or what it is judged by.
enum class Split { train, held_out };  // held out: never trained on; CIFAR-10 calls it test

class Dataset {
 public:
  Dataset() = default;
  Dataset(const Dataset&) = delete;
  Dataset& operator=(const Dataset&) = delete;
  virtual ~Dataset() = default;

  [[nodiscard]] virtual Index size() const = 0;         // images
  [[nodiscard]] virtual Shape image_shape() const = 0;  // (C, H, W)
  [[nodiscard]] virtual const std::vector<std::string>& class_names() const = 0;
  [[nodiscard]] virtual Index label(Index image) const = 0;  // 0 to classes - 1

  // Writes image `image` to `out`, (C, H, W) bytes, red first. May be called from several threads at once.
  virtual void pixels(Index image, std::uint8_t* out) const = 0;
};

}  // namespace seven
