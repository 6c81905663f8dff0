// augment, kernel: a warp for each row of a crop.
// Its lanes read neighbouring bytes and write neighbouring floats. The two divisions that find the row are made once
// for all its pixels; the mirror is a matter of where a lane reads, not of who waits for whom.
// Chapter 10: chapters/10_every_layer/README.md.
#include "cuda/kernel.h"
#include "ops/augment/cuda_augment.h"
#include "ops/kernels.h"

namespace seven::augment::SEVEN_TARGET {

namespace {

constexpr int kLanes = 32;
constexpr int kRows = 8;  // warps in a block

struct Sizes {
  int C, H, W, h, w;
  int rows;  // N * C * h
  bool mean_image;
};

//! [kernel]
// Budget: 256 threads, 100 %.
__global__ void crop_flip_kernel(float* __restrict__ out, const std::uint8_t* __restrict__ images,
                                 const Place* __restrict__ places, const float* __restrict__ mean,
                                 const float* __restrict__ offsets, Sizes a) {
  const int row = blockIdx.x * kRows + threadIdx.y;  // of all crops' rows
  if (row >= a.rows) return;
  const int plane = row / a.h;  // of the N * C
  const int y = row - plane * a.h;
  const int n = plane / a.C;
  const int c = plane - n * a.C;
  const Place place = places[n];
  const int in_image = (c * a.H + place.top + y) * a.W + place.left;
  const std::uint8_t* bytes = images + n * (a.C * a.H * a.W) + in_image;
  const float* mean_of_pixels = mean != nullptr && a.mean_image ? mean + in_image : nullptr;
  const float mean_of_channel = mean != nullptr && !a.mean_image ? mean[c] : 0.0f;
  const float offset = offsets != nullptr ? offsets[plane] : 0.0f;
  for (int q = threadIdx.x; q < a.w; q += kLanes) {
    const int from = place.flip ? a.w - 1 - q : q;
    const float level = bytes[from] - (mean_of_pixels != nullptr ? mean_of_pixels[from] : mean_of_channel);
    out[row * a.w + q] = level + offset;
  }
}
//! [kernel]

}  // namespace

void crop_flip(float* out, const std::uint8_t* images, const Place* places, const float* mean, const float* offsets,
               const BatchParams& p) {
  if (p.N == 0) return;
  narrow(p.N * p.C * p.H * p.W, "a batch of images");
  narrow(p.N * p.C * p.h * p.w, "a batch of crops");
  const Sizes sizes{narrow(p.C), narrow(p.H), narrow(p.W), narrow(p.h), narrow(p.w), narrow(p.N * p.C * p.h),
                    p.mean_image};
  launch(crop_flip_kernel, {blocks_for(sizes.rows, kRows), dim3(kLanes, kRows)}, out, images, places, mean, offsets,
         sizes);
}

}  // namespace seven::augment::SEVEN_TARGET
