// Chapter 04: the two nets and the recipe of its runs.
#pragma once

#include <cmath>
#include <cstdio>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "data/synth.h"
#include "nn/spec.h"
#include "train/trainer.h"

namespace chapter {

using namespace seven;

inline constexpr Index kClasses = 10;

inline std::unique_ptr<Dataset> pictures(Index images, Split split = Split::train) {
  return make_synth({.images = images, .classes = kClasses, .split = split});
}

inline LayerSpec conv(const std::string& name, Index kernels, Index size, const Initialiser& weight) {
  return {name, Conv2dSpec{.kernels = kernels, .size = size, .pad = size / 2, .weight = weight}};
}

inline LayerSpec relu(const std::string& name) { return {name, ActivationSpec{}}; }

// Two convolutions and a linear layer. The first weights are narrow because the pictures are wide: grey levels.
inline NetSpec small_net() {
  const Pool2dSpec pool{.window = 3, .stride = 2, .ceil = true};
  return {.name = "small",
          .summary = "two convolutions and a linear layer",
          .image = Shape{3, 32, 32},
          .classes = kClasses,
          .layers = {conv("conv1", 16, 5, Initialiser::gaussian(0.0001)),
                     {"pool1", pool},
                     relu("relu1"),
                     conv("conv2", 32, 5, Initialiser::gaussian(0.01)),
                     {"pool2", pool},
                     relu("relu2"),
                     {"fc", LinearSpec{.units = kClasses, .weight = Initialiser::gaussian(0.01)}}}};
}

// Eight convolutions: deep enough for the width of the first weights to decide everything.
inline NetSpec deep_net(const Initialiser& weight) {
  NetSpec spec{.name = "deep",
               .summary = "eight convolutions and a linear layer",
               .image = Shape{3, 32, 32},
               .classes = kClasses,
               .layers = {}};
  for (int i = 1; i <= 8; ++i) {
    const std::string number = std::to_string(i);
    spec.layers.push_back(conv("conv" + number, 16, 3, i == 1 ? Initialiser::gaussian(0.003) : weight));
    spec.layers.push_back(relu("relu" + number));
    if (i == 2 || i == 4) spec.layers.push_back({"pool" + number, Pool2dSpec{}});
  }
  spec.layers.push_back({"fc", LinearSpec{.units = kClasses, .weight = weight}});
  return spec;
}

inline Recipe small_recipe() {
  Recipe recipe;
  recipe.batch = 64;
  recipe.epochs = 6;
  recipe.rate = 0.001;
  recipe.schedule.drops = {5};
  return recipe;
}

inline double root_mean_square(const Tensor<float>& tensor) {
  double squares = 0.0;
  for (const float value : tensor.span()) squares += static_cast<double>(value) * static_cast<double>(value);
  return std::sqrt(squares / static_cast<double>(tensor.size()));
}

inline void print_epoch(const EpochResult& r, Index every = 1) {
  if (r.epoch % every != 0) return;
  const auto length = static_cast<std::size_t>(std::lround(40 * r.held_out.top1_error));
  fmt::print("epoch {:>2}  rate {:<6g}  loss {:.3f}, held out {:.3f}   errors {:4.1f} %, held out {:4.1f} %  {}\n",
             r.epoch, r.rate, r.train_loss, r.held_out.loss, 100 * r.train_error, 100 * r.held_out.top1_error,
             std::string(length, '#'));
  std::fflush(stdout);
}

}  // namespace chapter
