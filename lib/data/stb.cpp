// The one file that knows the picture decoders and encoders: stb_image and stb_image_write, private to it.
#include <fmt/format.h>

#include <climits>
#include <memory>

#include "core/error.h"
#include "data/image.h"

// Warnings are for our own code; these two headers are as their author wrote them.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wcast-qual"
#pragma GCC diagnostic ignored "-Wundef"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#include <stb_image.h>
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#include <stb_image_write.h>
#pragma GCC diagnostic pop

namespace seven {

namespace {

Error not_an_image(const std::string& where) {
  const char* reason = stbi_failure_reason();
  return Error("this is not a picture that can be read")
      .where(where)
      .expected("a JPEG or PNG file")
      .got(reason == nullptr ? "something else" : reason);
}

// Pixel by pixel (H, W, C), as the encoders want them.
std::vector<std::uint8_t> interleaved(const Image& image) {
  const Index area = image.height * image.width;
  if (area < 1 || (image.channels != 1 && image.channels != 3) || image.height > INT_MAX / 4 ||
      image.width > INT_MAX / 4) {
    throw Error("a picture of this shape cannot be saved")
        .expected("1 or 3 channels and at least one pixel")
        .got(fmt::format("({}, {}, {})", image.channels, image.height, image.width));
  }
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(area * image.channels));
  for (Index c = 0; c < image.channels; ++c) {
    for (Index i = 0; i < area; ++i) {
      bytes[static_cast<std::size_t>(i * image.channels + c)] = image.pixels[static_cast<std::size_t>(c * area + i)];
    }
  }
  return bytes;
}

void append(void* context, void* data, int size) {
  static_cast<std::string*>(context)->append(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

}  // namespace

Image decode_image(std::string_view bytes, const std::string& where) {
  if (bytes.empty()) {
    throw Error("the picture file is empty")
        .where(where)
        .fix("fetch it again: it was probably cut off while downloading");
  }
  if (bytes.size() > INT_MAX) throw Error("the picture file is larger than 2 GB").where(where);
  const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
  const int size = static_cast<int>(bytes.size());
  int width = 0;
  int height = 0;
  int channels = 0;
  if (stbi_info_from_memory(data, size, &width, &height, &channels) == 0) throw not_an_image(where);
  if (width > kMaxImageSide || height > kMaxImageSide || Index{width} * height > kMaxImagePixels) {
    throw Error("the picture is too large")
        .where(where)
        .expected(fmt::format("at most {} pixels a side and {} in all", kMaxImageSide, kMaxImagePixels))
        .got(fmt::format("{} wide, {} high", width, height))
        .fix("scale it down first");
  }
  const std::unique_ptr<stbi_uc, void (*)(void*)> pixels(
      stbi_load_from_memory(data, size, &width, &height, &channels, 3), stbi_image_free);
  if (pixels == nullptr) throw not_an_image(where);
  Image image(3, height, width);
  const Index area = Index{height} * width;
  for (Index i = 0; i < area; ++i) {
    for (Index c = 0; c < 3; ++c) image.pixels[static_cast<std::size_t>(c * area + i)] = pixels.get()[i * 3 + c];
  }
  return image;
}

std::string encode_png(const Image& image) {
  const std::vector<std::uint8_t> bytes = interleaved(image);
  std::string result;
  const int channels = static_cast<int>(image.channels);
  const int width = static_cast<int>(image.width);
  if (stbi_write_png_to_func(append, &result, width, static_cast<int>(image.height), channels, bytes.data(),
                             width * channels) == 0) {
    throw Error("the picture could not be packed as PNG");
  }
  return result;
}

std::string encode_jpeg(const Image& image, int quality) {
  if (quality < 1 || quality > 100) {
    throw Error("the JPEG quality is out of range").expected("1 to 100").got(std::to_string(quality)).wrong_use();
  }
  const std::vector<std::uint8_t> bytes = interleaved(image);
  std::string result;
  if (stbi_write_jpg_to_func(append, &result, static_cast<int>(image.width), static_cast<int>(image.height),
                             static_cast<int>(image.channels), bytes.data(), quality) == 0) {
    throw Error("the picture could not be packed as JPEG");
  }
  return result;
}

}  // namespace seven
