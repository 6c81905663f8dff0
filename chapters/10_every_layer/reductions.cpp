#include "reductions.h"

#include <fmt/format.h>

#include <cmath>

#include "core/error.h"
#include "core/tensor.h"
#include "cuda/simt/check/checker.h"
#include "kernels.h"
#include "numbers.h"

namespace seven::chapters {

namespace {

constexpr int kBlocks = 16;

void count(const Program& program, const char* slug, const char* name, Reductions::Run run, bool one_total,
           Index barriers_by_hand) {
  const Tensor<float> numbers = random_tensor<float>(Shape{kBlocks * kBlock}, 0);
  const Tensor<float> x = numbers.to(Device::simt_check);
  Tensor<float> y = Tensor<float>(Shape{kBlocks}).to(Device::simt_check);  // zeros: the atomic sum adds to them
  seven::simt::Checker checker;
  run(y.data(), x.data(), kBlocks);
  if (!checker.findings().empty()) throw Error("a kernel is wrong").got(checker.text());

  const Tensor<float> sums = y.to(Device::cpu);
  double expected = 0, got = 0;
  for (Index i = 0; i < kBlocks * kBlock; ++i) expected += numbers[i];
  for (Index b = 0; b < (one_total ? 1 : kBlocks); ++b) got += sums[b];
  if (!(std::abs(got - expected) < 1e-2)) throw Error("a sum is wrong").where(name);

  Index atomics = 0, shared = 0, wavefronts = 0;
  for (const seven::simt::LineCounts& line : checker.profile().lines()) {
    if (line.atomic) atomics += static_cast<Index>(line.accesses);
    if (!line.shared) continue;
    shared += static_cast<Index>(line.requests);
    wavefronts += static_cast<Index>(line.wavefronts);
  }
  const auto barriers = static_cast<Index>(checker.profile().barriers());
  if (barriers != barriers_by_hand) {
    throw Error("counted otherwise than by hand")
        .where(name)
        .expected(std::to_string(barriers_by_hand))
        .got(std::to_string(barriers));
  }
  fmt::print("{:<14}{:>16}{:>18}{:>13}{:>10}\n", name, grouped(atomics), grouped(shared), grouped(wavefronts),
             grouped(barriers));
  program.record("reductions", slug,
                 {{"variant", name},
                  {"atomic accesses", grouped(atomics)},
                  {"shared requests", grouped(shared)},
                  {"wavefronts", grouped(wavefronts)},
                  {"barriers", grouped(barriers)}});
}

}  // namespace

void count_reductions(const Program& program) {
  const Reductions& r = simt_check::reductions;
  fmt::print("{} blocks of {} threads sum {} numbers:\n\n", kBlocks, kBlock, grouped(kBlocks * kBlock));
  fmt::print("{:<14}{:>16}{:>18}{:>13}{:>10}\n", "variant", "atomic accesses", "shared requests", "wavefronts",
             "barriers");
  count(program, "1", "atomic", r.atomic, true, 0);
  count(program, "2", "interleaved", r.interleaved, false, Index{kBlocks} * 9);  // one to fill, and log2 256 steps
  count(program, "3", "sequential", r.sequential, false, Index{kBlocks} * 9);
  count(program, "4", "shuffled", r.shuffled, false, kBlocks);
}

}  // namespace seven::chapters
