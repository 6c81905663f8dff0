#include "together.h"

#include <fmt/format.h>

#include <atomic>
#include <vector>

#include "check/bench.h"
#include "core/compare.h"
#include "core/error.h"
#include "core/parallel.h"
#include "numbers.h"
#include "ops/gemm/gemm.h"

namespace seven::chapters {

namespace {

Tensor<float> product(const gemm::Params& p, const Tensor<float>& a, const Tensor<float>& b) {
  Tensor<float> c(Shape{p.M, p.N});
  Tensor<float> workspace(Shape{gemm::threaded.f32.workspace(p)});
  gemm::threaded.f32.run(c.data(), a.data(), b.data(), p, {}, workspace.data());
  return c;
}

//! [counters]
// A counter and what lies behind it: with 8 bytes, eight counters share a cache line; with 64, each has its own.
template <std::size_t BYTES>
struct alignas(BYTES) Counter {
  std::atomic<std::int64_t> value{0};
};

template <std::size_t BYTES>
void count(std::vector<Counter<BYTES>>& counters, std::int64_t often) {
  parallel_for(static_cast<Index>(counters.size()), [&](Index thread) {
    std::atomic<std::int64_t>& own = counters[static_cast<std::size_t>(thread)].value;
    for (std::int64_t i = 0; i < often; ++i)
      own.store(own.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  });
}
//! [counters]

template <std::size_t BYTES>
double nanoseconds(std::int64_t often, double seconds) {
  std::vector<Counter<BYTES>> counters(static_cast<std::size_t>(threads()));
  return 1e9 * measure([&] { count(counters, often); }, seconds).median / static_cast<double>(often);
}

}  // namespace

void same_bits(const Program& program) {
  const Index size = program.quick ? 61 : 509;  // a prime: nothing fits evenly
  const gemm::Params p{.M = size, .N = size + 4, .K = size + 12};
  const Tensor<float> a = random_tensor<float>(Shape{p.M, p.K}, 0);
  const Tensor<float> b = random_tensor<float>(Shape{p.K, p.N}, 1);
  const ThreadScope one(1);
  const Tensor<float> alone = product(p, a, b);
  for (const int count : {2, 3, 5, 8}) {
    set_threads(count);
    const Tensor<float> c = product(p, a, b);
    const Comparison same = compare(c.span(), alone.span(), Tolerance{});
    if (!same.passed) throw Error("the number of threads changes the result").got(same.str());
  }
  fmt::print("\n{} x {} x {} with 1, 2, 3, 5 and 8 threads: {} sums, and every bit of them is the same.\n", p.M, p.N,
             p.K, p.M * p.N);
}

void show_false_sharing(const Program& program) {
  const std::int64_t often = program.quick ? 1000 : 2000000;
  const double seconds = program.quick ? 0.0 : 0.2;
  const double together = nanoseconds<8>(often, seconds);
  const double apart = nanoseconds<64>(often, seconds);
  fmt::print("\nEach of {} threads adds 1 to a counter of its own; nanoseconds an addition:\n\n", threads());
  fmt::print("   counters in one cache line    {:>8.2f}\n   a cache line for each         {:>8.2f}\n", together, apart);
  if (program.quick) return;
  program.record("false-sharing", "1-together",
                 {{"counters", "in one cache line"},
                  {"threads", fmt::format("{}", threads())},
                  {"time of an addition", fmt::format("{:.2f} ns", together)}});
  program.record("false-sharing", "2-apart",
                 {{"counters", "a cache line for each"},
                  {"threads", fmt::format("{}", threads())},
                  {"time of an addition", fmt::format("{:.2f} ns", apart)}});
}

}  // namespace seven::chapters
