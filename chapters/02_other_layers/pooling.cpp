// Max pooling, overlapping and not, and what happens to a rest at the edge.
#include <fmt/format.h>

#include <array>
#include <string>
#include <vector>

#include "ops/pool2d/pool2d.h"
#include "tour.h"

namespace seven::chapters {

namespace {

constexpr Index kSide = 7;
constexpr std::array<float, kSide * kSide> kX{
    0, 1, 0, 0, 2, 0, 0,  //
    1, 3, 1, 0, 0, 0, 1,  //
    0, 1, 0, 0, 5, 0, 0,  //
    0, 0, 0, 9, 0, 0, 0,  //
    2, 0, 0, 0, 0, 4, 0,  //
    0, 0, 7, 0, 0, 0, 0,  //
    0, 1, 0, 0, 6, 0, 8,
};

struct Pooled {
  const char* name;
  pool2d::Params a;
  std::vector<float> y;
};

Pooled pool(const char* name, Index window, bool ceil) {
  Pooled pooled{name, {.N = 1, .C = 1, .H = kSide, .W = kSide, .window = window, .stride = 2, .ceil = ceil}, {}};
  pooled.y.resize(static_cast<std::size_t>(pooled.a.P() * pooled.a.Q()));
  pool2d::naive.f32.forward(pooled.y.data(), kX.data(), pooled.a);
  return pooled;
}

std::string row_text(const float* row, Index width) {
  std::string text;
  for (Index v = 0; v < width; ++v) text += fmt::format("{:3.0f}", row[v]);
  return text;
}

}  // namespace

void show_pooling() {
  const Pooled pooled[] = {pool("window 3, stride 2", 3, false), pool("window 2, stride 2", 2, false),
                           pool("the same, rounded up", 2, true)};
  fmt::print("Max pooling: each window keeps its largest number.\n\n  {:<25}", "x, 7 x 7");
  for (const Pooled& one : pooled) fmt::print("{:<24}", one.name);
  fmt::print("\n");
  for (Index row = 0; row < kSide; ++row) {
    fmt::print("  {:<25}", row_text(kX.data() + row * kSide, kSide));
    for (const Pooled& one : pooled) {
      fmt::print("{:<24}", row < one.a.P() ? row_text(one.y.data() + row * one.a.Q(), one.a.Q()) : "");
    }
    fmt::print("\n");
  }
  fmt::print(
      "\nWindows of 3 with stride 2 overlap: the 5 lies in four of them and wins in three. Windows of 2 leave out the\n"
      "last row and column, and with them the 8; rounded up, these get windows that are cut short.\n");
}

}  // namespace seven::chapters
