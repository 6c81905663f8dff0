// augment for a whole batch, as a kernel: the bytes go to the device, a quarter of the floats' size, and become inputs
// there. One picture on the CPU is crop_flip of augment.h.
#pragma once

#include <cstdint>

#include "core/types.h"

namespace seven::augment {

// Where the crop of one image begins, and whether it is mirrored (0 or 1).
struct Place {
  int top = 0;
  int left = 0;
  int flip = 0;
};

struct BatchParams {
  Index N = 0;             // images
  Index C = 0;             // channels
  Index H = 0, W = 0;      // height and width of the images
  Index h = 0, w = 0;      // height and width of the crops
  bool mean_image = true;  // the mean has a value for each pixel, (C, H, W); false: one for each channel, (C)
};

// out (N, C, h, w) = for each image of images (N, C, H, W) its crop at places (N) minus the mean, as crop_flip cuts it,
// plus offsets (N, C): what the AlexNet paper (section 4.1) adds to a channel of an image, to change its light. mean
// and offsets may be null. All pointers are to the device's memory. Overwrites out.
//
// The places are checked by the caller, before they go to the device (check of augment.h): a crop that does not lie
// within its image is read from elsewhere.
#define SEVEN_DECLARE_CROP_FLIP                                                                                        \
  void crop_flip(float* out, const std::uint8_t* images, const Place* places, const float* mean, const float* offsets, \
                 const BatchParams& p);
namespace cuda {
SEVEN_DECLARE_CROP_FLIP
}
namespace simt {
SEVEN_DECLARE_CROP_FLIP
}
namespace simt_check {
SEVEN_DECLARE_CROP_FLIP
}
#undef SEVEN_DECLARE_CROP_FLIP

}  // namespace seven::augment
