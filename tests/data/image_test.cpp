#include "data/image.h"

#include <doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "core/error.h"
#include "core/file.h"
#include "core/philox.h"

using namespace seven;
namespace fs = std::filesystem;

namespace {

// A directory of this test's own, gone when it ends.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("seven_image_test" + std::to_string(::getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
};

Image random_image(Index channels, Index height, Index width) {
  Image image(channels, height, width);
  Random random(1, Purpose::test);
  for (auto& pixel : image.pixels) pixel = static_cast<std::uint8_t>(random.below(256));
  return image;
}

Image gradient(Index height, Index width) {
  Image image(3, height, width);
  for (Index h = 0; h < height; ++h) {
    for (Index w = 0; w < width; ++w) {
      image.at(0, h, w) = static_cast<std::uint8_t>(255 * w / std::max<Index>(1, width - 1));
      image.at(1, h, w) = static_cast<std::uint8_t>(255 * h / std::max<Index>(1, height - 1));
      image.at(2, h, w) = 90;
    }
  }
  return image;
}

int largest_difference(const Image& a, const Image& b) {
  REQUIRE(a.pixels.size() == b.pixels.size());
  int largest = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) largest = std::max(largest, std::abs(a.pixels[i] - b.pixels[i]));
  return largest;
}

std::string message_of(const fs::path& path) {
  try {
    read_image(path);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// The start of a PNG: its signature and header chunk, which is all that the size is read from.
std::string png_header(std::uint32_t width, std::uint32_t height) {
  std::string bytes = encode_png(Image(3, 1, 1));
  for (int i = 0; i < 4; ++i) {
    bytes[static_cast<std::size_t>(16 + i)] = static_cast<char>(width >> (24 - 8 * i));
    bytes[static_cast<std::size_t>(20 + i)] = static_cast<char>(height >> (24 - 8 * i));
  }
  return bytes;
}

}  // namespace

TEST_CASE("a PNG comes back as it was, a JPEG nearly so") {
  const Folder folder;
  const Image image = random_image(3, 13, 29);
  write_png(folder.path / "a.png", image);
  CHECK(read_image(folder.path / "a.png") == image);
  CHECK(decode_image(encode_png(image), "memory") == image);
  const Image smooth = gradient(40, 56);
  write_jpeg(folder.path / "a.jpeg", smooth, 95);
  const Image back = read_image(folder.path / "a.jpeg");
  CHECK(back.height == 40);
  CHECK(back.width == 56);
  CHECK(largest_difference(back, smooth) < 12);
}

TEST_CASE("grey becomes three equal channels") {
  const Image grey = random_image(1, 9, 7);
  for (const std::string& bytes : {encode_png(grey), encode_jpeg(grey, 100)}) {
    const Image image = decode_image(bytes, "grey");
    REQUIRE(image.channels == 3);
    for (Index i = 0; i < 63; ++i) {
      const auto at = [&](Index c) { return image.pixels[static_cast<std::size_t>(c * 63 + i)]; };
      CHECK(at(0) == at(1));
      CHECK(at(0) == at(2));
    }
  }
  CHECK(std::equal(grey.pixels.begin(), grey.pixels.end(), decode_image(encode_png(grey), "grey").pixels.begin()));
}

TEST_CASE("what is no picture is refused and named") {
  const Folder folder;
  write_file(folder.path / "text.JPEG", "this is a shopping list, not a picture");
  write_file(folder.path / "empty.JPEG", "");
  const std::string png = encode_png(random_image(3, 40, 40));
  write_file(folder.path / "short.png", png.substr(0, png.size() / 2));
  CHECK(contains(message_of(folder.path / "text.JPEG"), "not a picture that can be read"));
  CHECK(contains(message_of(folder.path / "text.JPEG"), "text.JPEG"));
  CHECK(contains(message_of(folder.path / "empty.JPEG"), "empty"));
  CHECK(contains(message_of(folder.path / "short.png"), "not a picture that can be read"));
  CHECK(contains(message_of(folder.path), "directory"));
  CHECK(contains(message_of(folder.path / "absent.png"), "no such file"));
}

TEST_CASE("a picture that is too large is refused by its header, before memory is asked for") {
  const Folder folder;
  write_png(folder.path / "wide.png", Image(3, 1, 20000, 7));
  const std::string message = message_of(folder.path / "wide.png");
  CHECK(contains(message, "too large"));
  CHECK(contains(message, "20000 wide"));
  // Each side within the limit, the whole not; and sizes whose product overflows 32 bits.
  CHECK_THROWS_WITH_AS(decode_image(png_header(16000, 16000), "x"), doctest::Contains("too large"), Error);
  CHECK_THROWS_AS(decode_image(png_header(0x7fffffff, 0x7fffffff), "x"), Error);
  CHECK_THROWS_AS(decode_image(png_header(0, 5), "x"), Error);
  // The widest that is accepted.
  CHECK(decode_image(encode_png(Image(3, 1, kMaxImageSide, 7)), "x").width == kMaxImageSide);
}

TEST_CASE("one pixel is a picture") {
  Image dot(3, 1, 1);
  dot.pixels = {250, 128, 3};
  CHECK(decode_image(encode_png(dot), "dot") == dot);
  CHECK(decode_image(encode_jpeg(dot, 90), "dot").pixels.size() == 3);
  const Image large = fit(dot, 32, 32);
  CHECK(large == resize_shorter_side(dot, 32));
  for (Index c = 0; c < 3; ++c) CHECK(large.at(c, 31, 17) == dot.pixels[static_cast<std::size_t>(c)]);
}

TEST_CASE("what cannot be saved is an error, and a failed save leaves the old file") {
  const Folder folder;
  CHECK_THROWS_AS(encode_png(Image()), Error);
  CHECK_THROWS_AS(encode_jpeg(Image(2, 4, 4), 90), Error);
  CHECK_THROWS_AS(encode_jpeg(Image(3, 4, 4), 0), Error);
  CHECK_THROWS_AS(Image(3, -1, 4), Error);
  CHECK_THROWS_AS(write_png(folder.path / "absent" / "a.png", Image(3, 2, 2)), Error);
  const fs::path path = folder.path / "kept.png";
  const Image old = random_image(3, 5, 5);
  write_png(path, old);
  set_write_fault([](std::string_view step) { return step == "write" ? ENOSPC : 0; });
  CHECK_THROWS_AS(write_png(path, Image(3, 50, 50)), Error);
  set_write_fault(nullptr);
  CHECK(read_image(path) == old);
}

TEST_CASE("scaling keeps flat colour flat, averages when it shrinks, and keeps the middle in the middle") {
  const Image flat(3, 37, 53, 119);
  CHECK(resize(flat, 11, 200) == Image(3, 11, 200, 119));
  // Stripes one pixel wide shrink to grey. Taking every third pixel would keep black and white.
  Image stripes(1, 48, 48);
  for (Index h = 0; h < 48; ++h) {
    for (Index w = 0; w < 48; ++w) stripes.at(0, h, w) = w % 2 == 0 ? 0 : 255;
  }
  const Image small = resize(stripes, 16, 16);
  for (Index w = 1; w < 15; ++w) CHECK(std::abs(small.at(0, 8, w) - 127) <= 30);
  // A gradient stays one, up and down.
  CHECK(largest_difference(resize(gradient(64, 64), 32, 32), gradient(32, 32)) <= 4);
  CHECK(largest_difference(resize(gradient(32, 32), 64, 64), gradient(64, 64)) <= 5);
  // Mirrored, then scaled, is scaled, then mirrored: no shift by half a pixel.
  const auto mirrored = [](const Image& image) {
    Image result = image;
    for (Index c = 0; c < image.channels; ++c) {
      for (Index h = 0; h < image.height; ++h) {
        for (Index w = 0; w < image.width; ++w) result.at(c, h, w) = image.at(c, h, image.width - 1 - w);
      }
    }
    return result;
  };
  const Image image = random_image(3, 20, 31);
  CHECK(largest_difference(resize(mirrored(image), 9, 14), mirrored(resize(image, 9, 14))) <= 1);
}

TEST_CASE("shorter side, crop and fit have the sizes they promise") {
  const Image tall = random_image(3, 100, 40);
  const Image scaled = resize_shorter_side(tall, 20);
  CHECK(scaled.height == 50);
  CHECK(scaled.width == 20);
  CHECK(resize_shorter_side(random_image(3, 375, 500), 256).width == 341);
  const Image crop = centre_crop(tall, 30, 20);
  CHECK(crop.height == 30);
  CHECK(crop.at(2, 0, 0) == tall.at(2, 35, 10));
  CHECK(crop.at(1, 29, 19) == tall.at(1, 64, 29));
  CHECK_THROWS_AS(centre_crop(tall, 30, 41), Error);
  CHECK_THROWS_AS(resize(tall, 0, 5), Error);
  CHECK_THROWS_AS(fit(Image(), 5, 5), Error);
  for (const auto& [h, w] : {std::pair<Index, Index>{32, 32}, {7, 90}, {224, 10}}) {
    const Image fitted = fit(tall, h, w);
    CHECK(fitted.height == h);
    CHECK(fitted.width == w);
  }
  // Very long and thin: cut first, so the work stays small.
  CHECK(fit(Image(3, 1, 16000, 5), 224, 224) == Image(3, 224, 224, 5));
}
