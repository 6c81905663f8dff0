#include "ladder.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "check/bench.h"
#include "check/ceilings.h"
#include "core/compare.h"
#include "core/error.h"
#include "core/parallel.h"
#include "numbers.h"
#include "ops/gemm/gemm.h"
#include "ops/gemm/kernel.h"

namespace seven::chapters {

namespace {

// 1e9 operations a second of C = A B with square matrices; `c` is what came out.
double gflops(const gemm::Variant& variant, const gemm::Params& p, const Tensor<float>& a, const Tensor<float>& b,
              Tensor<float>& c, double seconds) {
  Tensor<float> workspace(Shape{variant.f32.workspace(p)});
  const Timing time = measure([&] { variant.f32.run(c.data(), a.data(), b.data(), p, {}, workspace.data()); }, seconds);
  return 2.0 * static_cast<double>(p.M * p.N * p.K) / time.median / 1e9;
}

}  // namespace

void climb_ladder(const Program& program) {
  const double seconds = program.quick ? 0.0 : 0.3;
  const std::vector<Index> sizes = program.quick ? std::vector<Index>{96} : std::vector<Index>{96, 384, 768};
  const int all = threads();
  const Ceilings one_thread = [] {
    const ThreadScope one(1);
    return measure_ceilings();
  }();
  const Ceilings all_threads = measure_ceilings();
  fmt::print("\nThe peak of multiply-adds here: {:.0f} GFLOP/s on one thread, {:.0f} on {}.\n", one_thread.gflops,
             all_threads.gflops, all);
  fmt::print("GFLOP/s of each step on square matrices, and its share of the peak on the largest:\n\n");
  fmt::print("{:<16}{:>8}", "variant", "threads");
  for (const Index size : sizes) fmt::print("{:>10}", size);
  fmt::print("{:>8}\n", "share");
  int step = 0;
  for (const gemm::Variant* variant : gemm::variants()) {
    const bool shared = variant == &gemm::threaded;  // of the others only naive would use more than one
    const ThreadScope scope(shared ? all : 1);
    std::vector<std::pair<std::string, std::string>> columns = {{"variant", variant->name},
                                                                {"threads", fmt::format("{}", threads())}};
    fmt::print("{:<16}{:>8}", variant->name, threads());
    double speed = 0.0;
    for (const Index size : sizes) {
      const gemm::Params p{.M = size, .N = size, .K = size};
      const Tensor<float> a = random_tensor<float>(Shape{size, size}, 0);
      const Tensor<float> b = random_tensor<float>(Shape{size, size}, 1);
      Tensor<float> c(Shape{size, size});
      speed = gflops(*variant, p, a, b, c, seconds);
      fmt::print("{:>10.1f}", speed);
      std::fflush(stdout);
      columns.emplace_back(fmt::format("{0} x {0}", size), fmt::format("{:.1f} GFLOP/s", speed));
    }
    const double share = speed / (shared ? all_threads : one_thread).gflops;
    fmt::print("{:>7.0f}%\n", 100.0 * share);
    columns.emplace_back("share of the peak", fmt::format("{:.0f} %", 100.0 * share));
    // Numbered, so that the table keeps the ladder's order.
    if (!program.quick) program.record("gemm-ladder", fmt::format("{}-{}", ++step, variant->name), columns);
  }
}

void compare_tiles(const Program& program) {
  constexpr Index kDepth = 256;
  fmt::print("\nOne register tile again and again, panels in the first-level cache, one thread:\n\n");
  fmt::print("{:<10}{:>10}{:>18}{:>20}{:>14}\n", "kernel", "tile", "vectors of sums", "loads a multiply", "GFLOP/s");
  for (const gemm::Kernel<float>* kernel : gemm::kernels<float>()) {
    const Index TM = kernel->TM;
    const Index TN = kernel->TN;
    const Tensor<float> a = random_tensor<float>(Shape{kDepth, TM}, 0);
    const Tensor<float> b = random_tensor<float>(Shape{kDepth, TN}, 1);
    Tensor<float> c(Shape{TM, TN});
    constexpr int kRepeat = 64;
    const Timing time = measure(
        [&] {
          for (int i = 0; i < kRepeat; ++i)
            kernel->tile(c.data(), TN, a.data(), b.data(), kDepth, TM, TN, gemm::Finish<float>{});
        },
        program.quick ? 0.0 : 0.2);
    const double speed = 2.0 * static_cast<double>(TM * TN * kDepth * kRepeat) / time.median / 1e9;
    const Index vectors = TN / kernel->lanes;
    // A step of the sum: TM numbers of a, `vectors` vectors of b, and TM * vectors multiply-adds of vectors.
    const double loads = static_cast<double>(TM + vectors) / static_cast<double>(TM * vectors);
    const std::string tile = fmt::format("{} x {}", TM, TN);
    fmt::print("{:<10}{:>10}{:>18}{:>20.2f}{:>14.1f}\n", kernel->name, tile, TM * vectors, loads, speed);
    if (!program.quick) {
      program.record("register-tiles", kernel->name,
                     {{"kernel", kernel->name},
                      {"tile", tile},
                      {"vectors of sums", fmt::format("{}", TM * vectors)},
                      {"loads for each vector multiply-add", fmt::format("{:.2f}", loads)},
                      {"one thread", fmt::format("{:.1f} GFLOP/s", speed)}});
    }
  }
}

}  // namespace seven::chapters
