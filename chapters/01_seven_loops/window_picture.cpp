#include "window_picture.h"

#include <fmt/format.h>

#include <array>

#include "ops/conv2d/conv2d.h"

namespace seven::chapters {

namespace {

constexpr double kCell = 34.0;
constexpr conv2d::Params kSizes{.N = 1, .C = 1, .H = 5, .W = 5, .K = 1, .R = 3, .S = 3, .pad = 1};
constexpr Index kRow = 1, kColumn = 2;  // the output element shown
constexpr std::array<float, 25> kX{1, 1, 1, 4, 4, 1, 1, 1, 4, 4, 1, 1, 4, 4, 4, 1, 4, 4, 4, 4, 4, 4, 4, 4, 4};
constexpr std::array<float, 9> kW{-1, 0, 1, -2, 0, 2, -1, 0, 1};

struct Colours {
  const char* fill;
  const char* line;
  const char* ink;
};
constexpr Colours kPlain{"#ffffff", "#9aa4b2", "#1c2430"};
constexpr Colours kPad{"#eef1f5", "#c4ccd6", "#8a94a3"};
constexpr Colours kWindow{"#d6e6fb", "#2a78d6", "#12365f"};
constexpr Colours kKernel{"#fde4d3", "#e8763a", "#6b2f0f"};
constexpr Colours kOutput{"#d7f0e2", "#2f8a5e", "#0f4a2f"};

std::string cell(double left, double top, Index row, Index column, const Colours& colours, const std::string& number) {
  const double x = left + kCell * static_cast<double>(column);
  const double y = top + kCell * static_cast<double>(row);
  return fmt::format(
      "<rect x=\"{:.0f}\" y=\"{:.0f}\" width=\"{:.0f}\" height=\"{:.0f}\" fill=\"{}\" stroke=\"{}\"/>\n"
      "<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"middle\" fill=\"{}\">{}</text>\n",
      x, y, kCell, kCell, colours.fill, colours.line, x + kCell / 2, y + kCell / 2 + 5, colours.ink, number);
}

std::string label(double x, double y, const std::string& text, const char* style = "fill=\"#1c2430\"") {
  return fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"middle\" {}>{}</text>\n", x, y, style, text);
}

std::string frame(double left, double top, Index row, Index column, Index height, Index width, const char* colour) {
  return fmt::format(
      "<rect x=\"{:.0f}\" y=\"{:.0f}\" width=\"{:.0f}\" height=\"{:.0f}\" fill=\"none\" stroke=\"{}\" "
      "stroke-width=\"3\"/>\n",
      left + kCell * static_cast<double>(column), top + kCell * static_cast<double>(row),
      kCell * static_cast<double>(width), kCell * static_cast<double>(height), colour);
}

// The input with its padding: the window's cells in its colour.
std::string input(double left, double top) {
  const conv2d::Params& a = kSizes;
  std::string svg;
  for (Index row = 0; row < a.H + 2 * a.pad; ++row) {
    for (Index column = 0; column < a.W + 2 * a.pad; ++column) {
      const Index h = row - a.pad;
      const Index v = column - a.pad;
      const bool inside = h >= 0 && h < a.H && v >= 0 && v < a.W;
      const bool in_window = row >= kRow && row < kRow + a.R && column >= kColumn && column < kColumn + a.S;
      svg += cell(left, top, row, column,
                  in_window ? kWindow
                  : inside  ? kPlain
                            : kPad,
                  inside ? fmt::format("{:.0f}", kX[static_cast<std::size_t>(h * a.W + v)]) : "0");
    }
  }
  return svg + frame(left, top, kRow, kColumn, a.R, a.S, kWindow.line);
}

std::string kernel(double left, double top) {
  std::string svg;
  for (Index i = 0; i < kSizes.R * kSizes.S; ++i) {
    svg += cell(left, top, i / kSizes.S, i % kSizes.S, kKernel, fmt::format("{:.0f}", kW[static_cast<std::size_t>(i)]));
  }
  return svg + frame(left, top, 0, 0, kSizes.R, kSizes.S, kKernel.line);
}

// Row by row, the nine products that the output element is the sum of.
std::string sum_text(float result) {
  const conv2d::Params& a = kSizes;
  std::string text;
  for (Index r = 0; r < a.R; ++r) {
    for (Index s = 0; s < a.S; ++s) {
      const Index h = kRow * a.stride + r - a.pad;
      const Index v = kColumn * a.stride + s - a.pad;
      const float weight = kW[static_cast<std::size_t>(r * a.S + s)];
      if (weight == 0.F) continue;
      text += fmt::format("{}{:.0f}·{}", text.empty() ? "" : " + ", kX[static_cast<std::size_t>(h * a.W + v)],
                          weight < 0.F ? fmt::format("({:.0f})", weight) : fmt::format("{:.0f}", weight));
    }
  }
  return fmt::format("y[1, 2] = {} = {:.0f}", text, result);
}

}  // namespace

std::string window_picture() {
  const conv2d::Params& a = kSizes;
  std::array<float, 25> y{};
  conv2d::naive.f32.forward(y.data(), kX.data(), kW.data(), nullptr, a, nullptr);

  constexpr double kTop = 52.0;
  constexpr double kInput = 24.0, kKernelLeft = 312.0, kOutputLeft = 464.0;
  std::string svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 660 352\" role=\"img\" aria-label=\"A window of the "
      "padded input times the kernel gives one element of the output\" font-family=\"system-ui, sans-serif\" "
      "font-size=\"15\">\n<rect width=\"660\" height=\"352\" rx=\"8\" fill=\"#fbfcfd\"/>\n";
  svg += label(kInput + 3.5 * kCell, 34, "x, 5 × 5, with pad 1");
  svg += input(kInput, kTop);
  svg += label(kInput + 7 * kCell + 25, kTop + 3.5 * kCell + 6, "×", "fill=\"#1c2430\" font-size=\"22\"");
  svg += label(kKernelLeft + 1.5 * kCell, kTop + 2 * kCell - 18, "w, 3 × 3");
  svg += kernel(kKernelLeft, kTop + 2 * kCell);
  svg += label(kKernelLeft + 3 * kCell + 25, kTop + 3.5 * kCell + 6, "→", "fill=\"#1c2430\" font-size=\"22\"");
  svg += label(kOutputLeft + 2.5 * kCell, kTop + kCell - 18, "y, 5 × 5");
  for (Index i = 0; i < a.P() * a.Q(); ++i) {
    const bool shown = i == kRow * a.Q() + kColumn;
    svg += cell(kOutputLeft, kTop + kCell, i / a.Q(), i % a.Q(), shown ? kOutput : kPlain,
                fmt::format("{:.0f}", y[static_cast<std::size_t>(i)]));
  }
  svg += frame(kOutputLeft, kTop + kCell, kRow, kColumn, 1, 1, kOutput.line);
  svg += label(330, 328, sum_text(y[static_cast<std::size_t>(kRow * a.Q() + kColumn)]));
  return svg + "</svg>\n";
}

}  // namespace seven::chapters
