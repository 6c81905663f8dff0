#include "ops/augment/augment.h"

#include <doctest.h>

#include <numeric>
#include <vector>

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
