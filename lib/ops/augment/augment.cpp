#include "ops/augment/augment.h"

#include "core/error.h"
#include "core/shape.h"

namespace seven::augment {

namespace {

// One row: kMeanStep is 1 where each pixel has its own mean, 0 where one value serves the whole row. Both choices are
// made when this is compiled, so that each of the four loops is straight and becomes vector instructions.
template <bool kFlip, int kMeanStep>
void row(float* out, const std::uint8_t* image, const float* mean, Index w) {
  for (Index q = 0; q < w; ++q) {
    const Index from = kFlip ? w - 1 - q : q;
    out[q] = static_cast<float>(image[from]) - mean[kMeanStep * from];
  }
}

// All rows. A mean that has no value of its own for each pixel moves by `mean_channel_step` from channel to channel.
template <bool kFlip, int kMeanStep>
void rows(float* out, const std::uint8_t* image, const float* mean, Index mean_channel_step, const Params& p) {
  for (Index c = 0; c < p.C; ++c) {
    for (Index y = 0; y < p.h; ++y) {
      const Index at = (c * p.H + p.top + y) * p.W + p.left;
      const float* mean_at = mean + (kMeanStep == 1 ? at : c * mean_channel_step);
      row<kFlip, kMeanStep>(out + (c * p.h + y) * p.w, image + at, mean_at, p.w);
    }
  }
}

template <int kMeanStep>
void rows(float* out, const std::uint8_t* image, const float* mean, Index mean_channel_step, const Params& p) {
  if (p.flip) return rows<true, kMeanStep>(out, image, mean, mean_channel_step, p);
  return rows<false, kMeanStep>(out, image, mean, mean_channel_step, p);
}

}  // namespace

void check(const Params& p, const std::string& where) {
  const Shape image{p.C, p.H, p.W};
  const Shape crop{p.C, p.h, p.w};
  if (image.size() < 1 || crop.size() < 1) {
    throw Error("an image or its crop is empty")
        .where(where)
        .expected("sizes of 1 or more")
        .got(image.str() + " cropped to " + crop.str());
  }
  if (p.top < 0 || p.left < 0 || p.top > p.H - p.h || p.left > p.W - p.w) {
    throw Error("a crop does not lie within its image")
        .where(where)
        .expected("at most " + image.str())
        .got(crop.str() + " from row " + std::to_string(p.top) + ", column " + std::to_string(p.left));
  }
}

void crop_flip(float* out, const std::uint8_t* image, const float* mean, const Params& p) {
  constexpr float kZero = 0.0F;
  if (mean == nullptr) return rows<0>(out, image, &kZero, 0, p);
  if (p.mean_image) return rows<1>(out, image, mean, 0, p);
  return rows<0>(out, image, mean, 1, p);
}

}  // namespace seven::augment
