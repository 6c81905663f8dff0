#include "check/ceilings.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <limits>
#include <memory>
#include <vector>

#include "core/parallel.h"

namespace seven {

namespace {

using Clock = std::chrono::steady_clock;

// A ceiling is what the machine can do when nothing disturbs it: so the best of several runs, as many as fit into
// `seconds`, but at least three.
template <class Body>
double least_seconds_of(const Body& body, double seconds) {
  const auto since = [](Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
  };
  double least = std::numeric_limits<double>::infinity();
  const Clock::time_point begin = Clock::now();
  for (int repeat = 0; repeat < 3 || since(begin) < seconds; ++repeat) {
    const Clock::time_point start = Clock::now();
    body();
    least = std::min(least, since(start));
  }
  return least;
}

// A fused multiply-add takes about 4 cycles, and a core starts two a cycle: 12 chains that do not wait for each other
// keep both units busy and leave registers over even where there are 16.
constexpr Index kChains = 12;

// (Three types: g++ ignores this attribute where its size depends on a template's parameter.)
using Lanes4 = float __attribute__((vector_size(16)));
using Lanes8 = float __attribute__((vector_size(32)));
using Lanes16 = float __attribute__((vector_size(64)));

// `rounds` multiply-adds on each of the chains; the sum only keeps the compiler from leaving them out.
template <class Vector>
[[gnu::always_inline]] inline float run_chains(Index rounds) {
  Vector chain[kChains];
  for (Index i = 0; i < kChains; ++i) chain[i] = Vector{} + static_cast<float>(i);
  const Vector x = Vector{} + 0.999F;
  const Vector y = Vector{} + 1e-6F;
  for (Index k = 0; k < rounds; ++k) {
#pragma GCC unroll 12
    for (Index i = 0; i < kChains; ++i) chain[i] = chain[i] * x + y;
  }
  float sum = 0.0F;
  for (Index i = 0; i < kChains; ++i) sum += chain[i][0];
  return sum;
}

struct Chains {
  Index lanes;
  float (*run)(Index rounds);
};

// Compiled for three processors and chosen when the program runs, as gemm's kernels are: a build for an old processor
// is still measured against what the machine can do.
#if defined(__x86_64__)
[[gnu::target("avx512f,fma")]] float chains_avx512(Index rounds) { return run_chains<Lanes16>(rounds); }
[[gnu::target("avx2,fma")]] float chains_avx2(Index rounds) { return run_chains<Lanes8>(rounds); }
#endif
float chains_base(Index rounds) { return run_chains<Lanes4>(rounds); }

Chains widest_chains() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return {16, chains_avx512};
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return {8, chains_avx2};
#endif
  return {4, chains_base};
}

double multiply_add_rate() {
  const Chains chains = widest_chains();
  constexpr Index kRounds = 300'000;  // a millisecond or two
  std::vector<float> sink(static_cast<std::size_t>(threads()));
  const double least = least_seconds_of(
      [&] { parallel_for(threads(), [&](Index i) { sink[static_cast<std::size_t>(i)] = chains.run(kRounds); }); }, 0.5);
  // Read once, through a pointer that the compiler cannot follow: so the sums are needed.
  volatile float kept = sink[0];
  (void)kept;
  return 2.0 * static_cast<double>(chains.lanes * kChains * kRounds * threads()) / least;
}

// Large enough that neither array stays in the last cache, small enough for a machine with little memory.
std::size_t copy_bytes() {
  constexpr long kLeast = 64L << 20;
  constexpr long kMost = 256L << 20;
#if defined(_SC_LEVEL3_CACHE_SIZE)
  return static_cast<std::size_t>(std::clamp(4 * ::sysconf(_SC_LEVEL3_CACHE_SIZE), kLeast, kMost));
#else
  return kLeast;
#endif
}

double copy_rate() {
  const std::size_t bytes = copy_bytes();
  const auto to = std::make_unique<char[]>(bytes);
  const auto from = std::make_unique<char[]>(bytes);
  const auto parts = static_cast<std::size_t>(threads());
  const double least = least_seconds_of(
      [&] {
        parallel_for(threads(), [&](Index i) {
          const auto part = static_cast<std::size_t>(i);
          const std::size_t begin = bytes * part / parts;
          std::memcpy(&to[begin], &from[begin], bytes * (part + 1) / parts - begin);
        });
      },
      0.5);
  return 2.0 * static_cast<double>(bytes) / least;
}

}  // namespace

double Ceilings::least_seconds(double flops, double bytes) const {
  return std::max(flops / (1e9 * gflops), bytes / (1e9 * gigabytes));
}

double Ceilings::roof(double intensity) const { return std::min(gflops, intensity * gigabytes); }

double Ceilings::share(double flops, double bytes, double seconds) const {
  return known() ? least_seconds(flops, bytes) / seconds : 0.0;
}

Ceilings measure_ceilings() {
  return {.threads = threads(), .gflops = multiply_add_rate() / 1e9, .gigabytes = copy_rate() / 1e9};
}

}  // namespace seven
