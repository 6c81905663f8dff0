// The launches of kernels.cu, once for each way that it is compiled.
#pragma once

namespace seven::chapters {

constexpr int kBlock = 256;  // threads of a block, and numbers that it sums

// Each sums `blocks` * kBlock numbers of x: atomic into y[0], the others block b's into y[b].
struct Reductions {
  using Run = void (*)(float* y, const float* x, int blocks);
  Run atomic = nullptr, interleaved = nullptr, strided = nullptr, sequential = nullptr, shuffled = nullptr;
};

namespace simt_check {
extern const Reductions reductions;
}

}  // namespace seven::chapters
