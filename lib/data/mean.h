// The mean of a training set, to be subtracted from every image.
// Chapter 04: chapters/04_learning/README.md.
#pragma once

#include "core/tensor.h"
#include "data/dataset.h"

namespace seven {

// The mean of each pixel, (C, H, W), in grey levels 0 to 255: what AlexNet subtracts (its paper, section 2).
// Reads every image once. Throws Error for an empty data set.
Tensor<float> mean_image(const Dataset& dataset);

// The mean of each channel, (C): what VGG subtracts (its paper, section 2.1).
Tensor<float> mean_channels(const Dataset& dataset);

// Which mean a training run subtracts.
enum class Mean { image, channels, none };

// That mean as an image, (C, H, W): with `channels` every pixel of a channel is the same, with `none` all are zero.
Tensor<float> mean_as_image(const Dataset& dataset, Mean which);

}  // namespace seven
