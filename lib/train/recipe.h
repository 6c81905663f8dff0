// A recipe: everything about a training run but the net and the data. Kept apart from the architecture, so that an
// ablation is a difference of one line in one of the two.
// Chapter 04: chapters/04_learning/README.md.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/types.h"
#include "data/mean.h"
#include "train/schedule.h"

namespace seven {

//! [recipe]
struct Recipe {
  Index batch = 128;
  Index epochs = 90;
  double rate = 0.01;             // of weights
  double bias_rate_factor = 1.0;  // biases learn at rate * bias_rate_factor (2 in cuda-convnet and Caffe)
  double momentum = 0.9;
  double decay = 0.0005;                   // weight decay of weights: part of the gradient, scaled by the rate
  std::map<std::string, double> decay_of;  // layer name -> its weights' own decay
  double bias_decay = 0.0;
  Schedule schedule;
  Mean mean = Mean::image;   // subtracted from every image
  Index crop = 0;            // side of the crop that the net sees; 0: the whole image
  bool random_crop = false;  // training: at random; held-out images: the centre
  bool flip = false;         // training: half of the images are mirrored
  std::uint64_t seed = 0;
};
//! [recipe]

// Throws Error (wrong use), naming the entry, for a recipe that no run can follow: no image a batch, no epoch, a rate
// or a decay that is no number.
void check(const Recipe& recipe);

// The recipe that belongs to a net of nn/models/. Throws Error (wrong use) for a net without one.
Recipe recipe_for(const std::string& net);

}  // namespace seven
