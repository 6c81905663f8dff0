// conv2d's variants as kernels, once for each way that they are compiled, and what they share.
#pragma once

#include "cuda/kernel.h"
#include "ops/conv2d/conv2d.h"
#include "ops/kernels.h"

namespace seven::conv2d::SEVEN_TARGET {

extern const Variant naive;
extern const Variant im2col_gemm;
extern const Variant tensor_core_bf16;
extern const Variant tensor_core_tf32;
extern const Variant implicit_gemm;

// Params as kernels count.
struct Sizes {
  int N, C, H, W, K, R, S, stride, pad, P, Q;
  int group_channels, group_kernels;
  bool relu;
};

inline Sizes sizes(const Params& p) {
  for (const Index elements : {p.N * p.C * p.H * p.W, p.N * p.K * p.P() * p.Q(), p.K * p.group_channels() * p.R * p.S})
    narrow(elements);
  const auto i = [](Index size) { return narrow(size); };
  return {i(p.N),
          i(p.C),
          i(p.H),
          i(p.W),
          i(p.K),
          i(p.R),
          i(p.S),
          i(p.stride),
          i(p.pad),
          i(p.P()),
          i(p.Q()),
          i(p.group_channels()),
          i(p.group_kernels()),
          p.relu};
}

// grad_b (K) += the sums of grad_y (N, K, P, Q) over images and positions. Does nothing if grad_b is null.
template <class T>
void add_bias_gradient(T* grad_b, const T* grad_y, const Sizes& a);

//! [taps]
// One step of the sum: which element of a kernel, and how far away what it meets lies. From a table, since three
// divisions for each element would cost more than the product.
struct __align__(16) Tap {
  int in_kernel;  // where the tap lies in the weights, from the kernel's (or the group's) beginning
  int in_map;     // where what it meets begins: the channel's map, or the kernel's
  int r, s;
};
//! [taps]

// Writes the table: entry i is (m, r, s), m one of `maps` channels or kernels of a group.
void make_taps(Tap* taps, Index maps, int kernel_size, int map_size, const Sizes& a);

}  // namespace seven::conv2d::SEVEN_TARGET
