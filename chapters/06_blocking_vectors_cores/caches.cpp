#include "caches.h"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

#include "check/bench.h"
#include "core/tensor.h"
#include "inspect/plot.h"

namespace seven::chapters {

namespace {

constexpr Index kStrides[] = {1, 4, 16, 64};

struct Size {
  const char* name;
  Index kibibytes;
};
constexpr Size kSizes[] = {{"16 KiB", 16}, {"256 KiB", 256}, {"4 MiB", 4096}, {"128 MiB", 131072}};

//! [walk]
// Adds up every stride-th number. Eight sums, so that no addition waits for the one before it.
float walk(const float* x, Index count, Index stride) {
  float sum[8] = {};
  const Index step = 8 * stride;
  for (Index i = 0; i + step <= count; i += step) {
    for (Index j = 0; j < 8; ++j) sum[j] += x[i + j * stride];
  }
  float all = 0.F;
  for (const float one : sum) all += one;
  return all;
}
//! [walk]

// Nanoseconds for each number that is read.
double nanoseconds(const float* x, Index count, Index stride, double seconds) {
  volatile float kept = 0.F;  // or the compiler would leave the walk out
  const Index read = count / (8 * stride) * 8;
  const Index repeat = std::max<Index>(1, 65536 / read);  // small arrays again and again
  const Timing time = measure(
      [&] {
        for (Index i = 0; i < repeat; ++i) kept = kept + walk(x, count, stride);
      },
      seconds);
  return 1e9 * time.median / static_cast<double>(repeat * read);
}

}  // namespace

void show_cache_lines(const Program& program) {
  const double seconds = program.quick ? 0.0 : 0.1;
  fmt::print("Nanoseconds for each number read, one number out of so many (a cache line of 64 bytes holds 16):\n\n");
  fmt::print("{:<10}", "array");
  for (const Index stride : kStrides) fmt::print("{:>14}", fmt::format("1 of {}", stride));
  fmt::print("\n");
  std::vector<Series> curves;
  for (const Index stride : kStrides) curves.push_back({fmt::format("1 of {}", stride), {}});
  for (const auto& [name, kibibytes] : kSizes) {
    if (program.quick && kibibytes > 4096) continue;
    Tensor<float> x(Shape{kibibytes * 256});
    fmt::print("{:<10}", name);
    std::vector<std::pair<std::string, std::string>> columns = {{"array", name}};
    for (std::size_t i = 0; i < curves.size(); ++i) {
      const double time = nanoseconds(x.data(), x.size(), kStrides[i], seconds);
      curves[i].points.emplace_back(static_cast<double>(kibibytes), time);
      columns.emplace_back(curves[i].name, fmt::format("{:.2f} ns", time));
      fmt::print("{:>14.2f}", time);
    }
    fmt::print("\n");
    if (!program.quick) program.record("cache-lines", fmt::format("{:06}", kibibytes), columns);
  }
  program.save_picture(svg_curves({.title = "Reading from caches and memory",
                                   .x_label = "size of the array, KiB",
                                   .y_label = "ns a number",
                                   .log_x = true,
                                   .log_y = true,
                                   .own_file = true},
                                  curves));
}

}  // namespace seven::chapters
