#include "sectors.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/error.h"
#include "cuda/simt/check/checker.h"
#include "kernels.h"
#include "numbers.h"
#include "ops/activation/activation.h"
#include "ops/gemm/gemm.h"
#include "sectors_picture.h"

namespace seven::chapters {

namespace {

constexpr int kLanes = 32;

//! [by_hand]
// A sector holds 8 floats. With stride 1 eight lanes share one, with stride 2 four, and from stride 8 on none do.
Index sectors_by_hand(Index stride) { return std::min<Index>(kLanes, kLanes * stride / 8); }
//! [by_hand]

struct Counts {
  Index requests = 0, sectors = 0;
};

// All requests to device memory of this kind, of all lines.
Counts counts_of(const seven::simt::Checker& checker, bool write) {
  Counts sum;
  for (const seven::simt::LineCounts& line : checker.profile().lines()) {
    if (line.shared || line.write != write) continue;
    sum.requests += static_cast<Index>(line.requests);
    sum.sectors += static_cast<Index>(line.sectors);
  }
  return sum;
}

template <class F>
Counts count_loads(F run) {
  seven::simt::Checker checker;
  run();
  if (!checker.findings().empty()) throw Error("a kernel is wrong").got(checker.text());
  return counts_of(checker, false);
}

template <class Variant>
const Variant& called(std::span<const Variant* const> table, const std::string& name) {
  for (const Variant* variant : table) {
    if (variant->name == name) return *variant;
  }
  throw Error("there is no such variant").got(name);
}

Index loads_of_copy(int stride) {
  const Tensor<float> x = random_tensor<float>(Shape{kLanes * stride}, 0).to(Device::simt_check);
  Tensor<float> y(Shape{kLanes}, Device::simt_check);
  return count_loads([&] { simt_check::first_kernels.strided_copy(y.data(), x.data(), stride); }).sectors;
}

}  // namespace

void count_strides(const Program& program) {
  fmt::print("\nOne warp reads 32 floats, 128 bytes, of every stride-th word:\n\n");
  fmt::print("{:>9}{:>20}{:>20}{:>15}{:>9}\n", "stride", "sectors by hand", "sectors counted", "bytes moved", "used");
  for (const int stride : {1, 2, 4, 8, 32}) {
    const Index by_hand = sectors_by_hand(stride);
    const Index counted = loads_of_copy(stride);
    agree(fmt::format("stride {}", stride), by_hand, counted);
    const Index bytes = 32 * counted;
    const std::string used = fmt::format("{:.1f} %", 100.0 * kLanes * 4 / static_cast<double>(bytes));
    fmt::print("{:>9}{:>20}{:>20}{:>15}{:>9}\n", stride, by_hand, counted, bytes, used);
    program.record("sectors-of-strides", fmt::format("{:02}", stride),
                   {{"stride", fmt::format("{}", stride)},
                    {"sectors by hand", fmt::format("{}", by_hand)},
                    {"sectors counted", fmt::format("{}", counted)},
                    {"bytes moved", fmt::format("{}", bytes)},
                    {"used", used}});
  }
  program.save_picture(sectors_picture({{1, loads_of_copy(1)}, {2, loads_of_copy(2)}, {8, loads_of_copy(8)}}));
}

void count_kernels(const Program& program) {
  const auto row = [&](const std::string& slug, const std::string& kernel, const Counts& loads, double by_hand) {
    const double each = static_cast<double>(loads.sectors) / static_cast<double>(loads.requests);
    agree(kernel, static_cast<Index>(by_hand * static_cast<double>(loads.requests)), loads.sectors);
    fmt::print("{:<26}{:>12}{:>12}{:>20.1f}{:>12.1f}\n", kernel, grouped(loads.requests), grouped(loads.sectors), each,
               by_hand);
    program.record("sectors-of-kernels", slug,
                   {{"kernel", kernel},
                    {"requests to read", grouped(loads.requests)},
                    {"sectors", grouped(loads.sectors)},
                    {"sectors a request", fmt::format("{:.1f}", each)},
                    {"by hand", fmt::format("{:.1f}", by_hand)}});
  };
  constexpr Index kSize = 4096;
  constexpr Index kSide = 64;
  fmt::print("\nThe library's kernels: what they read, {} floats and a product of {} x {}:\n\n", kSize, kSide, kSide);
  fmt::print("{:<26}{:>12}{:>12}{:>20}{:>12}\n", "kernel", "requests", "sectors", "sectors a request", "by hand");
  const auto relu = [&](const std::string& name, double by_hand) {
    const Tensor<float> x = random_tensor<float>(Shape{kSize}, 0).to(Device::simt_check);
    Tensor<float> y(Shape{kSize}, Device::simt_check);
    const auto& variant = called(activation::variants(Device::simt_check), name);
    row(name == "naive" ? "1" : "2", "activation, " + name,
        count_loads([&] { variant.f32.forward(y.data(), x.data(), {.size = kSize, .kind = activation::Kind::relu}); }),
        by_hand);
  };
  relu("naive", 4);
  relu("vectorised", 16);
  const auto product = [&](const std::string& name, double by_hand) {
    const Tensor<float> a = random_tensor<float>(Shape{kSide, kSide}, 0).to(Device::simt_check);
    const Tensor<float> b = random_tensor<float>(Shape{kSide, kSide}, 1).to(Device::simt_check);
    Tensor<float> c(Shape{kSide, kSide}, Device::simt_check);
    const gemm::Params p{.M = kSide, .N = kSide, .K = kSide};
    const auto& variant = called(gemm::variants(Device::simt_check), name);
    row(name == "naive" ? "3" : "4", "gemm, " + name,
        count_loads([&] { variant.f32.run(c.data(), a.data(), b.data(), p, {}, nullptr); }), by_hand);
  };
  product("naive", (16 + 1) / 2.0);     // 16 rows of A, and 2 neighbours in a row of B
  product("coalesced", (1 + 4) / 2.0);  // one word of A for all lanes, and 32 neighbours of B
}

}  // namespace seven::chapters
