#include "ladder.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "check/registry.h"
#include "counts.h"

namespace seven::chapters {

namespace {

// A step of the ladder as the formulas see it.
struct Step {
  const char* variant;
  int BM, BN;   // the block's tile of C; 0: every thread reads for itself
  int TM, TN;   // a thread's share of it
  int sectors;  // without tiles: what a warp reads from A and B in one step of the sum
};
const std::vector<Step> kSteps = {{"naive", 0, 0, 1, 1, 16 + 1},     {"coalesced", 0, 0, 1, 1, 1 + 4},
                                  {"shared_tile", 16, 16, 1, 1, 0},  {"register_tile", 64, 64, 4, 4, 0},
                                  {"vectorised", 128, 128, 8, 8, 0}, {"double_buffered", 128, 128, 8, 8, 0}};

//! [by_hand]
// Bytes read from device memory for one multiply-add.
double bytes_by_hand(const Step& step) {
  if (step.BM == 0) return 32.0 * step.sectors / 32.0;  // sectors of 32 bytes, for the 32 lanes of a warp
  return 4.0 * (1.0 / step.BM + 1.0 / step.BN);
}

// Wavefronts of shared memory for one multiply-add, if no two lanes of a warp are in each other's way.
double wavefronts_by_hand(const Step& step) {
  if (step.BM == 0) return 0.0;
  const double read = 1.0 / step.TM + 1.0 / step.TN;
  const double written = 1.0 / step.BM + 1.0 / step.BN;
  return (read + written) / 32.0;
}
//! [by_hand]

}  // namespace

void count_ladder(const Program& program) {
  const Index size = program.quick ? 32 : 128;
  const Op& op = find_op("gemm");
  const OpCase square{.name = "square", .settings = {}, .inputs = {{"a", Shape{size, size}}, {"b", Shape{size, size}}}};
  const double thousands = static_cast<double>(size * size * size) / 1000.0;
  fmt::print("C = A B of {0} x {0} x {0} as kernels, counted on the SIMT device, for 1000 multiply-adds:\n\n", size);
  fmt::print("{:<16}{:>10}{:>9}{:>10}{:>14}{:>12}{:>9}{:>12}{:>9}{:>10}\n", "", "read", "by hand", "written",
             "sectors/load", "to shared", "turns", "by hand", "barriers", "");
  int number = 0;
  for (const Step& step : kSteps) {
    const Counts all = count(op, step.variant, square, "forward");
    const double by_hand = 1000.0 * bytes_by_hand(step);
    const double turns = 1000.0 * wavefronts_by_hand(step);
    const std::string sectors = fmt::format("{:.1f}", all.read / 32.0 / all.loads);
    fmt::print("{:<16}{:>8.0f} B{:>7.0f} B{:>8.0f} B{:>14}{:>12.1f}{:>9.1f}{:>12.1f}{:>9.3f}\n", step.variant,
               all.read / thousands, by_hand, all.written / thousands, sectors, all.shared / thousands,
               all.wavefronts / thousands, turns, all.barriers / thousands);
    if (program.quick) continue;
    const std::string slug = fmt::format("{}-{}", ++number, step.variant);  // so that the table keeps the order
    const auto tile = [](int rows, int columns) {
      return rows == 0 ? std::string("-") : fmt::format("{} x {}", rows, columns);
    };
    program.record("gemm-traffic", slug,
                   {{"variant", step.variant},
                    {"tile of a block", tile(step.BM, step.BN)},
                    {"read", fmt::format("{:.1f} B", all.read / thousands)},
                    {"by hand", fmt::format("{:.1f} B", by_hand)},
                    {"loads", fmt::format("{:.2f}", all.loads / thousands)},
                    {"sectors a load", sectors},
                    {"written", fmt::format("{:.1f} B", all.written / thousands)}});
    if (step.BM == 0) continue;
    program.record("gemm-shared", slug,
                   {{"variant", step.variant},
                    {"share of a thread", tile(step.TM, step.TN)},
                    {"requests", fmt::format("{:.2f}", all.shared / thousands)},
                    {"wavefronts", fmt::format("{:.2f}", all.wavefronts / thousands)},
                    {"by hand", fmt::format("{:.2f}", turns)},
                    {"barriers", fmt::format("{:.4f}", all.barriers / thousands)}});
  }
}

}  // namespace seven::chapters
