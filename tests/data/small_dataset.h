// A data set made up for tests: every pixel tells which image, channel, row and column it is of.
#pragma once

#include <string>
#include <vector>

#include "core/error.h"
#include "data/dataset.h"

struct SmallDataset : seven::Dataset {
  using Index = seven::Index;

  SmallDataset(Index images, seven::Shape shape) : count(images), image(shape) {}

  [[nodiscard]] Index size() const override { return count; }
  [[nodiscard]] seven::Shape image_shape() const override { return image; }
  [[nodiscard]] const std::vector<std::string>& class_names() const override { return names; }
  [[nodiscard]] Index label(Index n) const override { return n == mislabelled ? wrong_label : n % 3; }
  void pixels(Index n, std::uint8_t* out) const override {
    if (n == broken) throw seven::Error("a picture is damaged").where("picture.jpg");
    for (Index i = 0; i < image.size(); ++i) out[i] = pixel(n, i);
  }

  // A hash, so that no two images, rows or columns look alike.
  [[nodiscard]] static std::uint8_t pixel(Index n, Index i) {
    return static_cast<std::uint8_t>((static_cast<std::uint64_t>(n * 7919 + i + 1) * 0x9E3779B97F4A7C15ULL) >> 56);
  }

  Index count;
  seven::Shape image;
  std::vector<std::string> names{"a", "b", "c"};
  Index broken = -1;       // the image that cannot be read
  Index mislabelled = -1;  // the image whose label is `wrong_label`
  Index wrong_label = 3;
};
