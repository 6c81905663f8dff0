#include "by_hand.h"

#include <fmt/format.h>

#include <utility>

#include "core/types.h"

namespace seven::chapters {

namespace {

//! [f23]
// y[j] = d[j] g[0] + d[j + 1] g[1] + d[j + 2] g[2] for j = 0, 1.
void f23(float* y, float* m, const float* d, const float* g) {
  const float plus = (g[0] + g[1] + g[2]) / 2;  // these two once for a whole map
  const float minus = (g[0] - g[1] + g[2]) / 2;
  m[0] = (d[0] - d[2]) * g[0];
  m[1] = (d[1] + d[2]) * plus;
  m[2] = (d[2] - d[1]) * minus;
  m[3] = (d[1] - d[3]) * g[2];
  y[0] = m[0] + m[1] + m[2];
  y[1] = m[1] - m[2] - m[3];
}
//! [f23]

}  // namespace

void show_f23() {
  const float d[4] = {1, 2, 3, 5};
  const float g[3] = {2, 4, 6};
  float y[2];
  float m[4];
  f23(y, m, d, g);
  fmt::print("F(2, 3): inputs d = 1 2 3 5, taps g = 2 4 6.\n\n");
  fmt::print("   the plain way, six multiplications:   {} {}\n", d[0] * g[0] + d[1] * g[1] + d[2] * g[2],
             d[1] * g[0] + d[2] * g[1] + d[3] * g[2]);
  fmt::print("   four products:                        {} {} {} {}\n", m[0], m[1], m[2], m[3]);
  fmt::print("   m0 + m1 + m2 and m1 - m2 - m3:        {} {}\n\n", y[0], y[1]);
  fmt::print("Multiplications for a tile of outputs, in two dimensions:\n\n");
  fmt::print("{:<16}{:>10}{:>10}{:>12}{:>10}\n", "", "patch", "plain", "Winograd", "fewer");
  for (const auto& [outputs, taps] : {std::pair<Index, Index>{2, 3}, {4, 3}, {6, 3}, {2, 5}}) {
    const Index patch = outputs + taps - 1;
    const Index plain = outputs * outputs * taps * taps;
    fmt::print("{:<16}{:>10}{:>10}{:>12}{:>9.2f}x\n", fmt::format("F({0}x{0}, {1}x{1})", outputs, taps),
               fmt::format("{0}x{0}", patch), plain, patch * patch,
               static_cast<double>(plain) / static_cast<double>(patch * patch));
  }
}

}  // namespace seven::chapters
