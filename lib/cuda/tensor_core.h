// Products of small matrices by a whole warp at once: the tensor cores of a GPU since compute capability 8.0, or their
// emulation on the CPU. A warp holds three kinds of fragments, each spread over its 32 lanes in a way that only the
// device knows:
//   Operand<Format, Side, AlongK>  16 lines x kDepth of A (its rows) or of B (its columns)
//     void load(const Stored* from, int pitch)  // from shared memory, aligned to 32 bytes; AlongK: neighbours along k
//   Accumulator                    16 x 16 sums in float32, zeros at first
//     void store(float* to, int pitch)          // row by row, to shared memory aligned to 32 bytes
//   multiply(sums[Y][X], a[Y], b[X])            // sums[y][x] += a[y] b[x], for all pairs
// All 32 lanes call these together. On the host, expect_tensor_cores() throws Error where there are none.
//
// Operands have fewer bits than a float32, and the kernel rounds to them as it fills shared memory; sums have all.
#pragma once

#include "cuda/kernel.h"

namespace seven::tensor_core {

// 8 bits of exponent and 10 of fraction, in the place of a float32.
inline constexpr double kTf32Roundoff = 0x1p-11;
// 8 bits of exponent and 7 of fraction: the upper half of a float32.
inline constexpr double kBf16Roundoff = 0x1p-8;

enum class Side { a, b };

}  // namespace seven::tensor_core

#if defined(__CUDACC__)
#include "cuda/gpu/tensor_core.h"
#else
#include "cuda/simt/tensor_core.h"
#endif
