#include "reductions.h"

#include <fmt/format.h>

#include <cmath>
#include <string>

#include "core/error.h"
#include "core/tensor.h"
#include "cuda/simt/check/checker.h"
#include "kernels.h"
#include "numbers.h"

namespace seven::chapters {

namespace {

constexpr int kBlocks = 16;

// Of one block, worked out in the text.
struct ByHand {
  Index requests = 0, wavefronts = 0, barriers = 0;
};

void count(const Program& program, const char* slug, const std::string& name, Reductions::Run run, bool one_total,
           const ByHand& by_hand) {
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
  agree(name + ", requests", kBlocks * by_hand.requests, shared);
  agree(name + ", wavefronts", kBlocks * by_hand.wavefronts, wavefronts);
  agree(name + ", barriers", kBlocks * by_hand.barriers, barriers);
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
  count(program, "1", "atomic", r.atomic, true, {});
  count(program, "2", "interleaved", r.interleaved, false, {150, 150, 9});
  count(program, "3", "strided", r.strided, false, {45, 150, 9});
  count(program, "4", "sequential", r.sequential, false, {45, 45, 9});
  count(program, "5", "shuffled", r.shuffled, false, {9, 9, 1});
}

}  // namespace seven::chapters
