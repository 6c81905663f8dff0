#include "ops/augment/augment.h"

#include <doctest.h>

#include <numeric>
#include <utility>
#include <vector>

#include "ops/augment/cuda_augment.h"
#include "support/message.h"

using namespace seven;

namespace {

constexpr augment::Params kImage{.C = 2, .H = 3, .W = 4, .h = 3, .w = 4};

std::vector<std::uint8_t> counting() {
  std::vector<std::uint8_t> image(2 * 3 * 4);
  std::iota(image.begin(), image.end(), std::uint8_t{0});
  return image;
}

std::vector<float> crop(const augment::Params& p, const float* mean) {
  std::vector<float> out(static_cast<std::size_t>(p.C * p.h * p.w), -1.0F);
  augment::crop_flip(out.data(), counting().data(), mean, p);
  return out;
}

}  // namespace

TEST_CASE("a crop is cut where it should be, channel by channel") {
  augment::Params p = kImage;
  p.h = 2;
  p.w = 2;
  p.top = 1;
  p.left = 1;
  CHECK(crop(p, nullptr) == std::vector<float>{5, 6, 9, 10, 17, 18, 21, 22});
  p.flip = true;
  CHECK(crop(p, nullptr) == std::vector<float>{6, 5, 10, 9, 18, 17, 22, 21});
}

TEST_CASE("a mean image is subtracted at the pixel's own place, flipped or not") {
  augment::Params p = kImage;
  p.h = 2;
  p.w = 3;
  p.top = 1;
  p.left = 1;
  std::vector<float> mean(24);
  for (std::size_t i = 0; i < mean.size(); ++i) mean[i] = static_cast<float>(i * i);
  CHECK(crop(p, mean.data()) == std::vector<float>{5 - 25, 6 - 36, 7 - 49, 9 - 81, 10 - 100, 11 - 121,  //
                                                   17 - 289, 18 - 324, 19 - 361, 21 - 441, 22 - 484, 23 - 529});
  p.flip = true;
  CHECK(crop(p, mean.data()) == std::vector<float>{7 - 49, 6 - 36, 5 - 25, 11 - 121, 10 - 100, 9 - 81,  //
                                                   19 - 361, 18 - 324, 17 - 289, 23 - 529, 22 - 484, 21 - 441});
}

TEST_CASE("a mean for each channel is subtracted from the whole channel") {
  augment::Params p = kImage;
  p.h = 1;
  p.w = 2;
  p.mean_image = false;
  const float mean[] = {100.5F, 0.25F};
  CHECK(crop(p, mean) == std::vector<float>{-100.5F, -99.5F, 11.75F, 12.75F});
  p.flip = true;
  CHECK(crop(p, mean) == std::vector<float>{-99.5F, -100.5F, 12.75F, 11.75F});
}

TEST_CASE("bytes above 127 stay positive") {
  const std::uint8_t image[] = {255, 128};
  float out[2];
  augment::crop_flip(out, image, nullptr, {.C = 1, .H = 1, .W = 2, .h = 1, .w = 2});
  CHECK(out[0] == 255.0F);
  CHECK(out[1] == 128.0F);
}

TEST_CASE("a crop that does not lie within the image is refused, with both shapes") {
  augment::check(kImage, "here");
  augment::Params p = kImage;
  p.h = 4;
  const std::string message = message_of([&] { augment::check(p, "layer data"); });
  CHECK(contains(message, "layer data"));
  CHECK(contains(message, "(2, 3, 4)"));
  CHECK(contains(message, "(2, 4, 4)"));
  p = kImage;
  p.left = 1;
  CHECK_THROWS_AS(augment::check(p, ""), Error);
  p = kImage;
  p.top = -1;
  CHECK_THROWS_AS(augment::check(p, ""), Error);
  p = kImage;
  p.w = 0;
  CHECK_THROWS_AS(augment::check(p, ""), Error);
}

#if defined(SEVEN_SIMT)

namespace {

// Images of a batch that differ in every byte, and what crop_flip makes of them one by one, plus the offsets.
struct Batch {
  augment::BatchParams p;
  std::vector<augment::Place> places;
  std::vector<std::uint8_t> images = std::vector<std::uint8_t>(static_cast<std::size_t>(p.N * p.C * p.H * p.W));

  [[nodiscard]] std::vector<float> expected(const float* mean, const float* offsets) const {
    std::vector<float> out(static_cast<std::size_t>(p.N * p.C * p.h * p.w));
    for (Index n = 0; n < p.N; ++n) {
      const augment::Place& place = places[static_cast<std::size_t>(n)];
      const augment::Params one{.C = p.C,
                                .H = p.H,
                                .W = p.W,
                                .h = p.h,
                                .w = p.w,
                                .top = place.top,
                                .left = place.left,
                                .flip = place.flip != 0,
                                .mean_image = p.mean_image};
      augment::check(one, "test");
      float* at = out.data() + n * p.C * p.h * p.w;
      augment::crop_flip(at, images.data() + n * p.C * p.H * p.W, mean, one);
      for (Index i = 0; offsets != nullptr && i < p.C * p.h * p.w; ++i) at[i] += offsets[n * p.C + i / (p.h * p.w)];
    }
    return out;
  }
  [[nodiscard]] std::vector<float> got(const float* mean, const float* offsets) const {
    std::vector<float> out(static_cast<std::size_t>(p.N * p.C * p.h * p.w) + 1, -1.0F);
    augment::simt::crop_flip(out.data(), images.data(), places.data(), mean, offsets, p);
    CHECK(out.back() == -1.0F);
    out.pop_back();
    return out;
  }
};

}  // namespace

// Crops of the whole image, of one pixel, and of a width below, at and above a warp's; the corners of the image.
TEST_CASE("the kernel makes of a batch what crop_flip makes of each image") {
  for (const std::pair<Index, Index>& crop : {std::pair<Index, Index>{9, 70}, {1, 1}, {5, 31}, {8, 32}, {7, 33}}) {
    const Index h = crop.first;
    const Index w = crop.second;
    Batch batch{.p = {.N = 4, .C = 3, .H = 9, .W = 70, .h = h, .w = w}, .places = {}};
    const int bottom = static_cast<int>(9 - h);
    const int right = static_cast<int>(70 - w);
    batch.places = {{0, 0, 0}, {bottom, right, 1}, {bottom / 2, right / 2, 1}, {bottom, 0, 0}};
    for (std::size_t i = 0; i < batch.images.size(); ++i) batch.images[i] = static_cast<std::uint8_t>(i * 7 % 253);
    std::vector<float> mean(3 * 9 * 70);
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] = static_cast<float>(i) / 8.0F;
    std::vector<float> offsets(4 * 3);
    for (std::size_t i = 0; i < offsets.size(); ++i) offsets[i] = static_cast<float>(i) - 5.5F;
    for (const bool mean_image : {false, true}) {
      CAPTURE(w);
      CAPTURE(mean_image);
      batch.p.mean_image = mean_image;
      CHECK(batch.got(mean.data(), offsets.data()) == batch.expected(mean.data(), offsets.data()));
      CHECK(batch.got(mean.data(), nullptr) == batch.expected(mean.data(), nullptr));
      CHECK(batch.got(nullptr, offsets.data()) == batch.expected(nullptr, offsets.data()));
    }
  }
}

#endif
