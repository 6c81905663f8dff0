#include "windows_picture.h"

#include <fmt/format.h>

namespace seven::chapters {

namespace {

constexpr int kSide = Windows::kSide, kOutputs = Windows::kOutputs;
constexpr int kPixel = 12;  // the one in the middle, which asks
constexpr double kCell = 40.0, kTop = 64.0;
constexpr double kLeftX = 28.0, kLeftY = 296.0, kLeftGrad = 532.0;
constexpr double kWide = 146.0, kHigh = 44.0, kGap = 8.0;  // the boxes of the windows' gradients
constexpr double kMap = kCell * kSide;

std::string box(double x, double y, double width, double height, const std::string& kind) {
  return fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" class=\"{}\"/>\n", x, y, width,
                     height, kind);
}

std::string text(double x, double y, const std::string& words, const char* kind = "ink") {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\" class=\"{}\">{}</text>\n", x, y, kind,
                     words);
}

std::string cells_of(double left) {
  std::string svg;
  for (int i = 0; i < kSide * kSide; ++i) {
    svg += box(left + kCell * (i % kSide), kTop + kCell * (i / kSide), kCell, kCell,
               i == kPixel ? "plain pixel" : "plain");
  }
  return svg;
}

std::string numbers_of(double left, const float* numbers) {
  std::string svg;
  for (int i = 0; i < kSide * kSide; ++i) {
    svg += text(left + kCell * (i % kSide) + kCell / 2, kTop + kCell * (i / kSide) + kCell / 2 + 5,
                fmt::format("{:.0f}", numbers[i]), i == kPixel ? "ink bold" : "ink halo");
  }
  return svg;
}

double window_y(int window) { return kTop + (kHigh + kGap) * window; }

}  // namespace

std::string windows_picture(const Windows& example) {
  std::string svg = text(kLeftX + kMap / 2, 40, "x, and the four windows", "ink bold");
  svg += text(kLeftY + kWide / 2, 40, "grad_y", "ink bold");
  svg += text(kLeftGrad + kMap / 2, 40, "grad_x", "ink bold");
  svg += cells_of(kLeftX) + numbers_of(kLeftX, example.x.data());
  for (int window = 0; window < 4; ++window) {
    // Neighbours are drawn with two insets, so that no border hides another.
    const double inset = window == 0 || window == 3 ? 2.5 : 6.0;
    const double x = kLeftX + kCell * Windows::kStride * (window % kOutputs);
    const double y = kTop + kCell * Windows::kStride * (window / kOutputs);
    const double side = kCell * Windows::kWindow - 2 * inset;
    svg += box(x + inset, y + inset, side, side, fmt::format("outline w{}", window));
  }
  svg += cells_of(kLeftGrad);
  const double pixel_x = kLeftGrad + kCell * (kPixel % kSide);
  const double pixel_y = kTop + kCell * (kPixel / kSide) + kCell / 2;
  for (int window = 0; window < 4; ++window) {
    const auto i = static_cast<std::size_t>(window);
    const int place = example.chosen[i];
    const double y = window_y(window);
    svg +=
        fmt::format("<path d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}\" class=\"way w{} {}\"/>\n", kLeftY + kWide, y + kHigh / 2,
                    pixel_x, pixel_y + 7.0 * (window - 1.5), window, place == kPixel ? "gives" : "nothing");
    svg += box(kLeftY, y, kWide, kHigh, fmt::format("window w{}", window));
    svg += text(kLeftY + 30, y + kHigh / 2 + 6, fmt::format("{:.0f}", example.grad_y[i]), "ink bold");
    svg += text(kLeftY + 92, y + kHigh / 2 + 5, fmt::format("goes to ({}, {})", place / kSide, place % kSide),
                "ink small");
  }
  svg += numbers_of(kLeftGrad, example.grad_x.data());
  svg += text(380, kTop + kMap + 36, "Pixel (2, 2) asks the four windows over it. One has chosen it; three have not.");
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 324\" width=\"760\" height=\"324\" role=\"img\" "
         "aria-label=\"A map of 5 by 5 with four overlapping windows of 3 by 3, the gradient of each window, and what "
         "each pixel gets of them\" font-family=\"system-ui, sans-serif\" font-size=\"14\">\n"
         "<style>\n"
         ".ground { fill: #fbfcfd; } .ink { fill: #1c2430; } .bold { font-weight: 600; font-size: 16px; }\n"
         ".halo { paint-order: stroke; stroke: #ffffff; stroke-width: 4px; } .small { font-size: 13px; }\n"
         " .plain { fill: #ffffff; stroke: #c4ccd6; } .plain.pixel { fill: #f3e3a8; }\n"
         ".outline { fill: none; stroke-width: 2.5; } .way { fill: none; stroke-width: 1.5; }\n"
         ".way.gives { stroke-width: 3.5; } .way.nothing { stroke-dasharray: 3 4; }\n"
         ".w0 { stroke: #2a78d6; } .w1 { stroke: #c9581c; } .w2 { stroke: #1d7a4c; } .w3 { stroke: #8a4fbf; }\n"
         ".window { stroke-width: 1.5; }\n"
         ".window.w0 { fill: #d6e6fb; } .window.w1 { fill: #fde4d3; } .window.w2 { fill: #d7f0e2; }\n"
         ".window.w3 { fill: #eadcf7; }\n"
         "@media (prefers-color-scheme: dark) {\n"
         ".ground { fill: #161b22; } .ink { fill: #e6edf3; } .plain { fill: #0d1117; stroke: #3d4754; }\n"
         ".plain.pixel { fill: #5a4a12; } .halo { stroke: #0d1117; }\n"
         ".w0 { stroke: #6aa9f2; } .w1 { stroke: #f29a5e; } .w2 { stroke: #4cc38a; } .w3 { stroke: #c39aec; }\n"
         ".window.w0 { fill: #17324f; } .window.w1 { fill: #4a2a17; } .window.w2 { fill: #173d2b; }\n"
         ".window.w3 { fill: #38244d; }\n"
         "}\n"
         "</style>\n"
         "<rect width=\"760\" height=\"324\" rx=\"8\" class=\"ground\"/>\n" +
         svg + "</svg>\n";
}

}  // namespace seven::chapters
