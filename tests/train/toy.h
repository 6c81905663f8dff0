// A task small enough to learn in a second: which third of the picture is bright.
#pragma once

#include <string>
#include <vector>

#include "core/philox.h"
#include "data/dataset.h"
#include "nn/spec.h"
#include "train/recipe.h"

namespace seven::toy {

class Stripes : public Dataset {
 public:
  Stripes(Index images, std::uint64_t seed) : images_(images), seed_(seed) {}
  [[nodiscard]] Index size() const override { return images_; }
  [[nodiscard]] Shape image_shape() const override { return {3, 9, 9}; }
  [[nodiscard]] const std::vector<std::string>& class_names() const override { return names_; }
  [[nodiscard]] Index label(Index image) const override { return image % 3; }
  void pixels(Index image, std::uint8_t* out) const override {
    Random random(seed_, Purpose::test, 0, image);
    for (Index i = 0; i < 3 * 81; ++i) {
      const Index column = i % 9;
      const Index bright = column / 3 == label(image) ? 120 : 0;
      out[i] = static_cast<std::uint8_t>(random.below(120) + bright);
    }
  }

 private:
  Index images_;
  std::uint64_t seed_;
  std::vector<std::string> names_ = {"left", "middle", "right"};
};

inline NetSpec net() {
  return {.name = "toy",
          .summary = "",
          .image = Shape{3, 9, 9},
          .classes = 3,
          .layers = {{"conv1", Conv2dSpec{.kernels = 4, .size = 3, .pad = 1}},
                     {"relu1", ActivationSpec{}},
                     {"pool1", Pool2dSpec{.window = 3, .stride = 3}},
                     {"drop1", DropoutSpec{.rate = 0.2}},
                     {"fc", LinearSpec{.units = 3}}}};
}

inline Recipe recipe() {
  Recipe recipe;
  recipe.batch = 16;
  recipe.epochs = 4;
  recipe.rate = 0.0005;
  recipe.schedule.drops = {3};
  recipe.flip = false;
  recipe.seed = 11;
  return recipe;
}

}  // namespace seven::toy
