// Pictures as bytes: read, written, scaled and cropped. Everything a picture goes through before it becomes numbers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/types.h"

namespace seven {

// channels * height * width bytes, one plane a channel, red first: the layout of one image of a batch.
struct Image {
  Index channels = 0;
  Index height = 0;
  Index width = 0;
  std::vector<std::uint8_t> pixels;

  Image() = default;
  // All pixels `value`. Throws Error for a negative size.
  Image(Index channels, Index height, Index width, std::uint8_t value = 0);

  [[nodiscard]] std::uint8_t& at(Index c, Index h, Index w) {
    return pixels[static_cast<std::size_t>((c * height + h) * width + w)];
  }
  [[nodiscard]] std::uint8_t at(Index c, Index h, Index w) const {
    return pixels[static_cast<std::size_t>((c * height + h) * width + w)];
  }
  bool operator==(const Image& other) const = default;
};

// What is accepted from a file: a header is believed only this far, before any memory is asked for.
inline constexpr Index kMaxImageSide = 16384;
inline constexpr Index kMaxImagePixels = Index{1} << 27;

// A JPEG or PNG as three channels: grey is repeated, CMYK converted, transparency dropped, EXIF ignored. Throws Error
// for a missing or empty file, a directory, bytes that are no such picture, and one above the limits.
Image read_image(const std::filesystem::path& path);

// The same from memory; `where` names the picture in errors.
Image decode_image(std::string_view bytes, const std::string& where);

// The bytes of a PNG or JPEG file (quality 1 to 100) with one or three channels. Throws Error for an empty picture or
// another number of channels.
std::string encode_png(const Image& image);
std::string encode_jpeg(const Image& image, int quality);

// Saved by core/file.h's write_file: a file half written never stands under its name.
void write_png(const std::filesystem::path& path, const Image& image);
void write_jpeg(const std::filesystem::path& path, const Image& image, int quality = 90);

// Scales to height x width: linear interpolation, over a window that widens when the picture shrinks, so that no pixel
// is skipped and fine patterns turn grey instead of false.
Image resize(const Image& image, Index height, Index width);

// Keeps the aspect ratio; the shorter side becomes `size`, the longer one is rounded to the nearest whole pixel.
Image resize_shorter_side(const Image& image, Index size);

// The middle height x width pixels. Throws Error if the picture is smaller than that.
Image centre_crop(const Image& image, Index height, Index width);

// Scaled to just cover height x width, then cropped to it in the middle: any picture as a net's input.
Image fit(const Image& image, Index height, Index width);

}  // namespace seven
