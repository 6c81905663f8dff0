#include "picture.h"

#include <fmt/format.h>

namespace seven::chapters {

namespace {

// As in lib/ops/gemm/cuda_tile.h.
constexpr int kTile = 128, kDepth = 8, kHalf = kTile / 2;
constexpr int kThread = 69;  // the one that is shown, of 256
constexpr int kRow = kThread / 16 * 4, kColumn = kThread % 16 * 4;
constexpr int kWarpRow = kThread / 32 * 8;

constexpr double kUnit = 2.125;  // of an element of the large tile
constexpr double kLeft = 456.0, kTop = 112.0;
constexpr double kPanel = kDepth * kUnit;

std::string box(double x, double y, double width, double height, const char* kind) {
  return fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" class=\"{}\"/>\n", x, y, width,
                     height, kind);
}

std::string text(double x, double y, const std::string& words, const char* kind = "ink") {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\" class=\"{}\">{}</text>\n", x, y, kind,
                     words);
}

// A whole product: where the tile lies, and the strips of A and B that it needs.
std::string product() {
  constexpr double kA = 30.0, kC = 144.0, kRows = 170.0, kB = 56.0, kLong = 100.0, kWide = 190.0, kSmall = 60.0;
  constexpr double kAt = 64.0, kPanelAt = 44.0, kThin = 9.0;
  std::string svg = box(kC, kB, kWide, kLong, "plain") + box(kA, kRows, kLong, kWide, "plain") +
                    box(kC, kRows, kWide, kWide, "plain");
  svg += box(kC + kAt, kB, kSmall, kLong, "b pale") + box(kC + kAt, kB + kPanelAt, kSmall, kThin, "b");
  svg += box(kA, kRows + kAt, kLong, kSmall, "a pale") + box(kA + kPanelAt, kRows + kAt, kThin, kSmall, "a");
  svg += box(kC + kAt, kRows + kAt, kSmall, kSmall, "c");
  svg += text(kC + kWide + 16, kB + kLong / 2 + 5, "B", "ink bold");
  svg += text(kA + kLong / 2, kRows - 12, "A", "ink bold");
  svg += text(kC + kWide + 16, kRows + kWide / 2 + 5, "C", "ink bold");
  svg += text(kA + 152, kRows + kWide + 26, "a block: one tile of C; it goes along its two");
  svg += text(kA + 152, kRows + kWide + 44, "strips, 8 steps of the sum at a time");
  return svg;
}

// The tile and its two panels, large, with the share of one thread.
std::string tile() {
  constexpr double kSide = kTile * kUnit;
  constexpr double kFour = 4 * kUnit;
  const auto x = [](int column) { return kLeft + kUnit * column; };
  const auto y = [](int row) { return kTop + kUnit * row; };
  constexpr double kGap = 10.0;
  const double across = kTop - kGap - kPanel;  // where the panel of B begins
  const double down = kLeft - kGap - kPanel;   // and that of A
  std::string svg = box(kLeft, kTop, kSide, kSide, "c pale") + box(kLeft, across, kSide, kPanel, "b pale") +
                    box(down, kTop, kPanel, kSide, "a pale");
  for (const int half : {0, kHalf}) svg += box(kLeft, y(kWarpRow + half), kSide, 2 * kFour, "warp");
  // One step of the sum: a column of the panel of A, a row of the panel of B.
  constexpr double kStep = 3 * kUnit;
  for (const int half : {0, kHalf}) {
    svg += fmt::format("<path d=\"M{:.1f} {:.1f} V{:.1f}\" class=\"guide\"/>\n", x(kColumn + half) + kFour / 2,
                       across + kStep, y(kRow + kHalf));
    svg += fmt::format("<path d=\"M{:.1f} {:.1f} H{:.1f}\" class=\"guide\"/>\n", down + kStep,
                       y(kRow + half) + kFour / 2, x(kColumn + kHalf));
    svg += box(x(kColumn + half), across + kStep - 2, kFour, 4, "b full");
    svg += box(down + kStep - 2, y(kRow + half), 4, kFour, "a full");
  }
  for (const int row : {0, kHalf}) {
    for (const int column : {0, kHalf}) svg += box(x(kColumn + column), y(kRow + row), kFour, kFour, "c full");
  }
  svg += text(kLeft + kSide / 2, y(108), "128 × 128 of C");
  svg += text(kLeft + kSide / 2, across - 10, "8 of B, in two reads of 16 bytes");
  svg += fmt::format("<g transform=\"rotate(-90 {0:.1f} {1:.1f})\">", down - 10, kTop + kSide / 2) +
         text(down - 10, kTop + kSide / 2, "8 of A, in two reads of 16 bytes") + "</g>\n";
  svg += text(kLeft + kSide / 2, kTop + kSide + 26, fmt::format("thread {}: 8 × 8 sums, in four pieces", kThread));
  svg += text(kLeft + kSide / 2, kTop + kSide + 44, "grey: what the 32 threads of its warp have");
  return svg;
}

}  // namespace

std::string tile_picture() {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 440\" width=\"760\" height=\"440\" role=\"img\" "
         "aria-label=\"A block's tile of C with its strips of A and B; and one thread's 8 by 8 sums in four pieces, "
         "with "
         "the 8 numbers of A and the 8 of B that one step needs\" font-family=\"system-ui, sans-serif\" "
         "font-size=\"14\">\n"
         "<style>\n"
         ".ground { fill: #fbfcfd; } .ink { fill: #1c2430; } .bold { font-weight: 600; font-size: 16px; }\n"
         ".plain { fill: #ffffff; stroke: #9aa4b2; } .guide { fill: none; stroke: #5b6675; stroke-dasharray: 2 3; }\n"
         ".warp { fill: #5b6675; opacity: 0.22; }\n"
         ".a { fill: #f7c49f; stroke: #c9581c; } .b { fill: #a9cbf5; stroke: #2a78d6; }\n"
         ".c { fill: #a5dcbe; stroke: #2f8a5e; } .pale { fill-opacity: 0.38; }\n"
         ".a.full { fill: #c9581c; } .b.full { fill: #2a78d6; } .c.full { fill: #1d7a4c; }\n"
         "@media (prefers-color-scheme: dark) {\n"
         ".ground { fill: #161b22; } .ink { fill: #e6edf3; } .plain { fill: #0d1117; stroke: #6e7985; }\n"
         ".guide { stroke: #aab4c0; } .warp { fill: #c9d3de; }\n"
         ".a { fill: #7a4423; stroke: #f29a5e; } .b { fill: #24508a; stroke: #6aa9f2; }\n"
         ".c { fill: #1f6a46; stroke: #4cc38a; }\n"
         ".a.full { fill: #f29a5e; } .b.full { fill: #6aa9f2; } .c.full { fill: #4cc38a; }\n"
         "}\n"
         "</style>\n"
         "<rect width=\"760\" height=\"440\" rx=\"8\" class=\"ground\"/>\n" +
         product() + tile() + "</svg>\n";
}

}  // namespace seven::chapters
