#include "data/mean.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/error.h"
#include "core/parallel.h"

namespace seven {

namespace {

// Images are cut into this many slices, each with sums of its own, whatever the number of threads.
constexpr Index kSlices = 32;

// The sum of each pixel over all images. Bytes are summed in whole numbers, so nothing is rounded and the order is of
// no account.
std::vector<std::uint64_t> pixel_sums(const Dataset& dataset) {
  const Index count = dataset.size();
  const Index pixels = dataset.image_shape().size();
  if (count < 1 || pixels < 1) {
    throw Error("an empty data set has no mean").got(std::to_string(count) + " images " + dataset.image_shape().str());
  }
  const Index slices = std::min(kSlices, count);
  std::vector<std::uint64_t> sums(static_cast<std::size_t>(slices * pixels));
  parallel_for(slices, [&](Index slice) {
    std::vector<std::uint8_t> image(static_cast<std::size_t>(pixels));
    std::uint64_t* sum = sums.data() + slice * pixels;
    for (Index n = count * slice / slices; n < count * (slice + 1) / slices; ++n) {
      dataset.pixels(n, image.data());
      for (Index i = 0; i < pixels; ++i) sum[i] += image[static_cast<std::size_t>(i)];
    }
  });
  for (Index slice = 1; slice < slices; ++slice) {
    for (Index i = 0; i < pixels; ++i)
      sums[static_cast<std::size_t>(i)] += sums[static_cast<std::size_t>(slice * pixels + i)];
  }
  sums.resize(static_cast<std::size_t>(pixels));
  return sums;
}

}  // namespace

Tensor<float> mean_image(const Dataset& dataset) {
  const std::vector<std::uint64_t> sums = pixel_sums(dataset);
  Tensor<float> mean(dataset.image_shape());
  const auto count = static_cast<double>(dataset.size());
  for (Index i = 0; i < mean.size(); ++i) {
    mean[i] = static_cast<float>(static_cast<double>(sums[static_cast<std::size_t>(i)]) / count);
  }
  return mean;
}

Tensor<float> mean_channels(const Dataset& dataset) {
  const std::vector<std::uint64_t> sums = pixel_sums(dataset);
  Tensor<float> mean(Shape{dataset.image_shape()[0]});
  const Index area = static_cast<Index>(sums.size()) / mean.size();
  for (Index c = 0; c < mean.size(); ++c) {
    std::uint64_t sum = 0;
    for (Index i = 0; i < area; ++i) sum += sums[static_cast<std::size_t>(c * area + i)];
    mean[c] = static_cast<float>(static_cast<double>(sum) / static_cast<double>(dataset.size() * area));
  }
  return mean;
}

Tensor<float> mean_as_image(const Dataset& dataset, Mean which) {
  if (which == Mean::image) return mean_image(dataset);
  Tensor<float> image(dataset.image_shape());
  if (which == Mean::none) return image;
  const Tensor<float> channels = mean_channels(dataset);
  const Index area = image.size() / channels.size();
  for (Index i = 0; i < image.size(); ++i) image[i] = channels[i / area];
  return image;
}

}  // namespace seven
