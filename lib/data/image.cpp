#include "data/image.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/file.h"

namespace seven {

Image::Image(Index c, Index h, Index w, std::uint8_t value) : channels(c), height(h), width(w) {
  if (c < 0 || h < 0 || w < 0) {
    throw Error("a picture cannot have a negative size").got(fmt::format("{} x {} x {}", c, h, w));
  }
  pixels.assign(static_cast<std::size_t>(c * h * w), value);
}

Image read_image(const std::filesystem::path& path) { return decode_image(read_file(path), path.string()); }

void write_png(const std::filesystem::path& path, const Image& image) { write_file(path, encode_png(image)); }

void write_jpeg(const std::filesystem::path& path, const Image& image, int quality) {
  write_file(path, encode_jpeg(image, quality));
}

namespace {

// Which old pixels, with which weights, make each new pixel along one axis.
struct Taps {
  std::vector<Index> first;  // of each new pixel, the first old pixel
  std::vector<std::vector<float>> weights;
};

Taps make_taps(Index from, Index to) {
  const double scale = static_cast<double>(from) / static_cast<double>(to);
  const double radius = std::max(1.0, scale);  // of the triangle, in old pixels
  Taps taps;
  for (Index i = 0; i < to; ++i) {
    const double centre = (static_cast<double>(i) + 0.5) * scale;
    const Index low = std::max<Index>(0, static_cast<Index>(std::floor(centre - radius)));
    const Index high = std::min<Index>(from, static_cast<Index>(std::ceil(centre + radius)));
    std::vector<double> weights;
    double sum = 0.0;
    for (Index j = low; j < high; ++j) {
      weights.push_back(std::max(0.0, 1.0 - std::abs(static_cast<double>(j) + 0.5 - centre) / radius));
      sum += weights.back();
    }
    // At the borders the window is cut off: dividing by what is left of it keeps flat colour flat.
    std::vector<float> normalised;
    for (const double weight : weights) normalised.push_back(static_cast<float>(weight / sum));
    taps.first.push_back(low);
    taps.weights.push_back(std::move(normalised));
  }
  return taps;
}

void check_not_empty(const Image& image) {
  if (image.pixels.empty()) throw Error("the picture has no pixels");
}

}  // namespace

Image resize(const Image& image, Index height, Index width) {
  check_not_empty(image);
  if (height < 1 || width < 1) {
    throw Error("a picture cannot be scaled to this size").got(fmt::format("{} x {}", height, width));
  }
  if (height == image.height && width == image.width) return image;
  const Taps across = make_taps(image.width, width);
  const Taps down = make_taps(image.height, height);
  Image result(image.channels, height, width);
  std::vector<float> narrow(static_cast<std::size_t>(image.height * width));  // one plane, scaled across only
  for (Index c = 0; c < image.channels; ++c) {
    for (Index h = 0; h < image.height; ++h) {
      const std::uint8_t* row = image.pixels.data() + (c * image.height + h) * image.width;
      for (Index w = 0; w < width; ++w) {
        const auto& weights = across.weights[static_cast<std::size_t>(w)];
        const std::uint8_t* old = row + across.first[static_cast<std::size_t>(w)];
        float sum = 0.0F;
        for (std::size_t j = 0; j < weights.size(); ++j) sum += weights[j] * static_cast<float>(old[j]);
        narrow[static_cast<std::size_t>(h * width + w)] = sum;
      }
    }
    for (Index h = 0; h < height; ++h) {
      const auto& weights = down.weights[static_cast<std::size_t>(h)];
      for (Index w = 0; w < width; ++w) {
        const float* old = narrow.data() + down.first[static_cast<std::size_t>(h)] * width + w;
        float sum = 0.0F;
        for (std::size_t j = 0; j < weights.size(); ++j) sum += weights[j] * old[static_cast<Index>(j) * width];
        result.at(c, h, w) = static_cast<std::uint8_t>(std::clamp(sum + 0.5F, 0.0F, 255.0F));
      }
    }
  }
  return result;
}

Image resize_shorter_side(const Image& image, Index size) {
  check_not_empty(image);
  const Index shorter = std::min(image.height, image.width);
  const auto scaled = [&](Index side) { return std::max<Index>(1, (2 * side * size + shorter) / (2 * shorter)); };
  return resize(image, scaled(image.height), scaled(image.width));
}

Image centre_crop(const Image& image, Index height, Index width) {
  if (height < 1 || width < 1 || height > image.height || width > image.width) {
    throw Error("a crop does not lie within the picture")
        .expected(fmt::format("1 x 1 to {} x {}", image.height, image.width))
        .got(fmt::format("{} x {}", height, width));
  }
  const Index top = (image.height - height) / 2;
  const Index left = (image.width - width) / 2;
  Image result(image.channels, height, width);
  for (Index c = 0; c < image.channels; ++c) {
    for (Index h = 0; h < height; ++h) {
      const std::uint8_t* row = image.pixels.data() + (c * image.height + top + h) * image.width + left;
      std::copy_n(row, width, result.pixels.data() + (c * height + h) * width);
    }
  }
  return result;
}

Image fit(const Image& image, Index height, Index width) {
  check_not_empty(image);
  if (height < 1 || width < 1) {
    throw Error("a picture cannot be scaled to this size").got(fmt::format("{} x {}", height, width));
  }
  // First cut to the aspect ratio wanted, then scale: a 16,000 x 1 picture is never blown up to cover a square.
  Index h = image.height;
  Index w = image.width;
  if (w * height > h * width) {
    w = std::max<Index>(1, (2 * h * width + height) / (2 * height));
  } else {
    h = std::max<Index>(1, (2 * w * height + width) / (2 * width));
  }
  return resize(centre_crop(image, std::min(h, image.height), std::min(w, image.width)), height, width);
}

}  // namespace seven
