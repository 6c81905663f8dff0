// gemm: C = A B, or C += A B, for row-major matrices; A and B may each be stored transposed.
//
// Everything expensive in a network ends here: linear layers are one product, and im2col turns a convolution into one.
#pragma once

#include <span>

#include "core/device.h"
#include "core/types.h"
#include "ops/kernels.h"
#include "ops/variant.h"

namespace seven::gemm {

struct Params {
  Index M = 0;               // rows of C
  Index N = 0;               // columns of C
  Index K = 0;               // the length of each sum
  bool transpose_a = false;  // A is stored as (K, M)
  bool transpose_b = false;  // B is stored as (N, K)
  bool accumulate = false;   // C += A B
};

// What is done to C at the end, while its elements are still in registers: a pass over C less.
template <class T>
struct Epilogue {
  const T* row_bias = nullptr;     // (M), added to each column; may be null
  const T* column_bias = nullptr;  // (N), added to each row; may be null
  bool relu = false;               // then C = max(0, C); NaN stays
};

template <class T>
struct Functions {
  // Elements of T that `run` wants as workspace with the present number of threads.
  Index (*workspace)(const Params& p);
  // c (M, N); a (M, K) or (K, M); b (K, N) or (N, K). `workspace` is shared by all threads that call at the same time
  // from within one parallel loop: each uses its own part of it, by thread_index().
  void (*run)(T* c, const T* a, const T* b, const Params& p, const Epilogue<T>& epilogue, T* workspace);
};

struct Variant {
  const char* name;
  Device device;
  const char* needs;  // what has to be there to run it; "" for nothing
  Functions<float> f32;
  Functions<double> f64;
  double roundoff = kFloatRoundoff;  // relative, of what f32 multiplies
};

extern const Variant naive;
extern const Variant loop_order;
extern const Variant cache_blocked;
extern const Variant register_tile;
extern const Variant packed;
extern const Variant vectorised;
extern const Variant threaded;

// Each also as kernels: cuda_*.cu.
SEVEN_DECLARE_KERNELS

std::span<const Variant* const> variants(Device device = Device::cpu);
Op op();

}  // namespace seven::gemm
