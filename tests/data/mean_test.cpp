#include "data/mean.h"

#include <doctest.h>

#include "core/compare.h"
#include "core/parallel.h"
#include "data/small_dataset.h"
#include "support/message.h"

using namespace seven;

namespace {

// The mean of pixel i by the plainest loop.
double plain_mean(const SmallDataset& data, Index i) {
  double sum = 0.0;
  for (Index n = 0; n < data.size(); ++n) sum += SmallDataset::pixel(n, i);
  return sum / static_cast<double>(data.size());
}

}  // namespace

TEST_CASE("the mean image and the channel means are those of the plainest loop") {
  for (const Index count : {1, 2, 31, 33, 200}) {  // fewer, as many and more images than slices
    const SmallDataset data(count, {3, 4, 5});
    const Tensor<float> image = mean_image(data);
    const Tensor<float> channels = mean_channels(data);
    REQUIRE(image.shape() == Shape{3, 4, 5});
    REQUIRE(channels.shape() == Shape{3});
    std::vector<double> by_pixel;
    std::vector<double> by_channel(3);
    for (Index i = 0; i < image.size(); ++i) {
      by_pixel.push_back(plain_mean(data, i));
      by_channel[static_cast<std::size_t>(i / 20)] += by_pixel.back() / 20;
    }
    const Tolerance rounding{.absolute = 0.0, .relative = 1e-7};
    const Comparison pixels = compare<float, double>(image.span(), by_pixel, rounding);
    CHECK_MESSAGE(pixels.passed, pixels.str());
    const Comparison means = compare<float, double>(channels.span(), by_channel, rounding);
    CHECK_MESSAGE(means.passed, means.str());
  }
}

TEST_CASE("each kind of mean as an image") {
  const SmallDataset data(20, {3, 4, 5});
  const Tensor<float> image = mean_as_image(data, Mean::image);
  CHECK(compare<float, float>(image.span(), mean_image(data).span(), {}).passed);
  const Tensor<float> channels = mean_as_image(data, Mean::channels);
  const Tensor<float> none = mean_as_image(data, Mean::none);
  REQUIRE(channels.shape() == image.shape());
  REQUIRE(none.shape() == image.shape());
  for (Index i = 0; i < image.size(); ++i) {
    CHECK(channels[i] == mean_channels(data)[i / 20]);
    CHECK(none[i] == 0.0F);
  }
}

TEST_CASE("the mean is the same bit for bit with any number of threads") {
  const SmallDataset data(1000, {3, 8, 8});
  const int before = threads();
  set_threads(1);
  const Tensor<float> one = mean_image(data);
  for (const int count : {2, 3, 16}) {
    set_threads(count);
    CHECK(compare<float, float>(mean_image(data).span(), one.span(), {}).passed);
  }
  set_threads(before);
}

TEST_CASE("an empty data set has no mean, a damaged image is reported") {
  CHECK(contains(message_of([] { mean_image(SmallDataset(0, {3, 4, 4})); }), "empty"));
  CHECK(contains(message_of([] { mean_channels(SmallDataset(2, {3, 0, 4})); }), "empty"));
  SmallDataset data(50, {1, 2, 2});
  data.broken = 44;
  CHECK(contains(message_of([&] { mean_image(data); }), "a picture is damaged"));
}
