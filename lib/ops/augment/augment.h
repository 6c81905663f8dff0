// augment: a byte image becomes a network's input: cropped, perhaps mirrored, minus the mean of the training set
// (AlexNet paper, sections 2 and 4.1). There is nothing to differentiate, so it has no variants and no case. A whole
// batch on a GPU: cuda_augment.h.
#pragma once

#include <cstdint>
#include <string>

#include "core/types.h"

namespace seven::augment {

struct Params {
  Index C = 0;         // channels
  Index H = 0, W = 0;  // height and width of the image
  Index h = 0, w = 0;  // height and width of the crop
  Index top = 0;       // the crop's first row and column in the image
  Index left = 0;
  bool flip = false;       // mirror left and right, after cropping
  bool mean_image = true;  // the mean has a value for each pixel, (C, H, W); false: one for each channel, (C)
};

// Throws Error, naming `where`, if a size is below 1 or the crop does not lie within the image.
void check(const Params& p, const std::string& where);

// out (C, h, w) = the crop of image (C, H, W) minus the mean, in grey levels: 0 to 255 less the mean. The mean of a
// pixel is that of its place in the image, wherever it lands in the crop; null for none. Overwrites out.
void crop_flip(float* out, const std::uint8_t* image, const float* mean, const Params& p);

}  // namespace seven::augment
