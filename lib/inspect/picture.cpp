#include "inspect/picture.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "core/error.h"

namespace seven {

Image contact_sheet(const std::vector<Image>& images, Index columns, Index gap) {
  if (images.empty() || columns < 1 || gap < 0) throw Error("a sheet needs a picture, a column and no negative gap");
  const Image& first = images.front();
  const Index count = static_cast<Index>(images.size());
  columns = std::min(columns, count);
  const Index rows = (count + columns - 1) / columns;
  Image sheet(first.channels, rows * (first.height + gap) + gap, columns * (first.width + gap) + gap, 255);
  for (Index i = 0; i < count; ++i) {
    const Image& image = images[static_cast<std::size_t>(i)];
    if (image.channels != first.channels || image.height != first.height || image.width != first.width) {
      throw Error("the pictures of a sheet must be of one shape")
          .where(fmt::format("picture {}", i))
          .expected(fmt::format("({}, {}, {})", first.channels, first.height, first.width))
          .got(fmt::format("({}, {}, {})", image.channels, image.height, image.width));
    }
    const Index top = gap + i / columns * (first.height + gap);
    const Index left = gap + i % columns * (first.width + gap);
    for (Index c = 0; c < first.channels; ++c) {
      for (Index h = 0; h < first.height; ++h) {
        const std::uint8_t* row = image.pixels.data() + (c * first.height + h) * first.width;
        std::copy_n(row, first.width, &sheet.at(c, top + h, left));
      }
    }
  }
  return sheet;
}

namespace {

// One kernel. The largest weight of either sign just reaches black or white; NaN and infinity are drawn as zero.
Image kernel_picture(const float* kernel, Index C, Index R, Index S, Index scale) {
  const bool colour = C == 3;
  float largest = 0.0F;
  for (Index i = 0; i < (colour ? 3 : 1) * R * S; ++i) {
    if (std::isfinite(kernel[i])) largest = std::max(largest, std::abs(kernel[i]));
  }
  Image tile(3, R * scale, S * scale);
  for (Index c = 0; c < 3; ++c) {
    for (Index h = 0; h < R * scale; ++h) {
      for (Index v = 0; v < S * scale; ++v) {
        const float weight = kernel[((colour ? c : 0) * R + h / scale) * S + v / scale];
        const float unit = largest > 0.0F && std::isfinite(weight) ? weight / largest : 0.0F;
        tile.at(c, h, v) = static_cast<std::uint8_t>(127.5F + 127.5F * unit);
      }
    }
  }
  return tile;
}

// About twice as many columns as rows, as a page and a terminal like it; full rows if some number near that gives them.
Index good_columns(Index count) {
  const auto wanted = static_cast<Index>(std::lround(std::sqrt(2.0 * static_cast<double>(count))));
  for (Index columns = wanted; 2 * columns > wanted; --columns) {
    if (count % columns == 0) return columns;
  }
  return std::max<Index>(1, wanted);
}

}  // namespace

Image filters_picture(const float* w, Index K, Index C, Index R, Index S, Index scale) {
  if (K < 1 || C < 1 || R < 1 || S < 1 || scale < 1) {
    throw Error("there are no kernels to draw").got(fmt::format("({}, {}, {}, {}) at scale {}", K, C, R, S, scale));
  }
  std::vector<Image> tiles;
  for (Index k = 0; k < K; ++k) tiles.push_back(kernel_picture(w + k * C * R * S, C, R, S, scale));
  return contact_sheet(tiles, good_columns(K), std::max<Index>(1, scale / 3));
}

namespace {

std::string colour_code(const Image& image, Index h, Index w, const char* layer) {
  const auto channel = [&](Index c) { return image.at(image.channels == 3 ? c : 0, h, w); };
  return fmt::format("\x1b[{};2;{};{};{}m", layer, channel(0), channel(1), channel(2));
}

char shade(const Image& image, Index h, Index w) {
  constexpr std::string_view kShades = " .:-=+*#%@";
  Index sum = 0;
  for (Index c = 0; c < image.channels; ++c) sum += image.at(c, h, w);
  return kShades[static_cast<std::size_t>(sum * static_cast<Index>(kShades.size()) / (256 * image.channels))];
}

}  // namespace

TerminalColours stdout_colours() {
  const bool wanted = ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
  return wanted ? TerminalColours::on : TerminalColours::off;
}

std::string terminal_picture(const Image& image, Index columns, TerminalColours colours) {
  if (image.pixels.empty() || columns < 1) throw Error("there is nothing to draw in the terminal");
  const Index width = std::min(columns, image.width);
  // A character is twice as high as wide: it holds two pixels, one above the other.
  const Index lines = std::max<Index>(1, (image.height * width + image.width) / (2 * image.width));
  const Image small = resize(image, colours == TerminalColours::on ? 2 * lines : lines, width);
  std::string text;
  for (Index h = 0; h < lines; ++h) {
    for (Index w = 0; w < width; ++w) {
      if (colours == TerminalColours::on) {
        text += colour_code(small, 2 * h, w, "38") + colour_code(small, 2 * h + 1, w, "48") + "▀";
      } else {
        text += shade(small, h, w);
      }
    }
    text += colours == TerminalColours::on ? "\x1b[0m\n" : "\n";
  }
  return text;
}

}  // namespace seven
