// The launches of kernels.cu, once for each way that it is compiled.
#pragma once

#include "core/types.h"

namespace seven::chapters {

struct FirstKernels {
  // Each element of `block` and `thread` gets the numbers of who wrote it.
  void (*who)(Index* block, Index* thread, int size, int blocks, int threads) = nullptr;
  void (*twice)(float* y, const float* x, int size, int blocks, int threads) = nullptr;
  // One warp: y[i] = x[i * stride].
  void (*strided_copy)(float* y, const float* x, int stride) = nullptr;

  // With a mistake in each.
  void (*twice_without_guard)(float* y, const float* x, int blocks, int threads) = nullptr;
  void (*sum_in_one_word)(float* total, const float* x, int blocks) = nullptr;
};

namespace simt {
extern const FirstKernels first_kernels;
}
namespace simt_check {
extern const FirstKernels first_kernels;
}

}  // namespace seven::chapters
