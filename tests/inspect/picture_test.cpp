#include "inspect/picture.h"

#include <doctest.h>

#include <algorithm>
#include <limits>
#include <sstream>
#include <string>

#include "core/error.h"

using namespace seven;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

Index count(const std::string& text, const std::string& part) {
  Index found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

}  // namespace

TEST_CASE("filters stand in a grid, each weight a square, zero mid-grey") {
  // Two kernels of three channels, 2 x 2. The second is all zero.
  std::vector<float> w(24, 0.0F);
  w[0] = 2.0F;   // kernel 0: red, upper left
  w[7] = -2.0F;  // green, lower right
  w[9] = 1.0F;   // blue, upper right
  const Image image = filters_picture(w.data(), 2, 3, 2, 2, 6);
  CHECK(image.channels == 3);
  CHECK(image.height == 2 + 12 + 2);
  CHECK(image.width == 2 + 12 + 2 + 12 + 2);
  CHECK(image.at(0, 0, 0) == 255);  // the gap
  CHECK(image.at(0, 2, 2) == 255);
  CHECK(image.at(0, 7, 7) == 255);  // the last pixel of that weight's square
  CHECK(image.at(0, 8, 8) == 127);
  CHECK(image.at(1, 13, 13) == 0);
  CHECK(image.at(2, 2, 8) == 191);
  CHECK(image.at(1, 5, 20) == 127);
}

TEST_CASE("kernels are scaled one by one; grey ones, large sets and NaN are drawn too") {
  std::vector<float> w{0.001F, -0.001F, 1000.0F, 500.0F, std::numeric_limits<float>::quiet_NaN(), 1.0F};
  const Image image = filters_picture(w.data(), 3, 1, 1, 2, 1);
  CHECK(image.channels == 3);
  std::vector<int> shown;
  for (Index h = 1; h < image.height; h += 2) {
    for (Index v = 1; v < image.width; v += 3) {
      if (image.at(0, h, v) == 255 && image.at(0, h, v + 1) == 255) continue;
      shown.push_back(image.at(0, h, v));
      shown.push_back(image.at(0, h, v + 1));
    }
  }
  CHECK(shown == std::vector<int>{255, 0, 255, 191, 127, 255});
  const std::vector<float> many(static_cast<std::size_t>(32 * 3 * 5 * 5), 0.5F);
  const Image sheet = filters_picture(many.data(), 32, 3, 5, 5, 3);
  CHECK(sheet.height == 1 + 4 * 16);  // 4 rows of 8
  CHECK(sheet.width == 1 + 8 * 16);
  CHECK_THROWS_AS(filters_picture(many.data(), 0, 3, 5, 5, 3), Error);
}

TEST_CASE("a sheet keeps each picture in its place and refuses mixed shapes") {
  std::vector<Image> images;
  for (int i = 0; i < 5; ++i) images.emplace_back(3, 4, 6, static_cast<std::uint8_t>(10 * i));
  const Image sheet = contact_sheet(images, 3, 2);
  CHECK(sheet.height == 2 + 2 * 6);
  CHECK(sheet.width == 2 + 3 * 8);
  CHECK(sheet.at(1, 8, 2) == 30);    // the fourth starts the second row
  CHECK(sheet.at(2, 11, 15) == 40);  // the last pixel of the fifth
  CHECK(sheet.at(2, 8, 20) == 255);  // no sixth
  CHECK(contact_sheet(images, 100, 0).width == 30);
  images.emplace_back(3, 4, 7);
  CHECK_THROWS_AS(contact_sheet(images, 3, 2), Error);
  CHECK_THROWS_AS(contact_sheet({}, 3, 2), Error);
}

TEST_CASE("a terminal picture has the columns asked for, half as many lines, and the right colours") {
  Image image(3, 40, 40, 0);
  for (Index h = 20; h < 40; ++h) {
    for (Index w = 0; w < 40; ++w) image.at(0, h, w) = 255;
  }
  const auto lines = lines_of(terminal_picture(image, 20));
  REQUIRE(lines.size() == 10);
  for (const std::string& line : lines) {
    CHECK(count(line, "▀") == 20);
    CHECK(line.ends_with("\x1b[0m"));
  }
  CHECK(lines.front().starts_with("\x1b[38;2;0;0;0m\x1b[48;2;0;0;0m"));
  CHECK(lines.back().starts_with("\x1b[38;2;255;0;0m\x1b[48;2;255;0;0m"));
  CHECK(lines_of(terminal_picture(image, 1000)).front().find("▀") != std::string::npos);
  CHECK(count(lines_of(terminal_picture(image, 1000)).front(), "▀") == 40);
}

TEST_CASE("without colours a terminal picture is plain text, brighter where the picture is") {
  Image image(1, 10, 20, 0);
  for (Index h = 0; h < 10; ++h) image.at(0, h, 19) = 255;
  const std::string text = terminal_picture(image, 20, TerminalColours::off);
  for (const auto& line : lines_of(text)) CHECK(line == std::string(19, ' ') + "@");
  CHECK(lines_of(text).size() == 5);
  CHECK(std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
  CHECK_THROWS_AS(terminal_picture(Image(), 20), Error);
}
