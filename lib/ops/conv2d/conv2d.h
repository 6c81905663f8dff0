// conv2d: the seven loops. y[n,k,p,q] = b[k] + sum over c, r, s of w[k,c,r,s] * x[n, c, p*stride + r - pad, q*stride +
// s - pad] (the network people's convolution: a correlation, the kernel is not flipped).
//
// With G groups, kernel k reads only the channels of its own group: K/G kernels and C/G channels a group.
// Chapter 01: chapters/01_seven_loops/README.md.
#pragma once

#include <span>

#include "core/device.h"
#include "core/types.h"
#include "ops/kernels.h"
#include "ops/variant.h"

namespace seven::conv2d {

//! [sizes]
struct Params {
  Index N = 0;         // images
  Index C = 0;         // channels in
  Index H = 0, W = 0;  // height and width in
  Index K = 0;         // kernels: channels out
  Index R = 0, S = 0;  // height and width of a kernel
  Index stride = 1;
  Index pad = 0;  // zeros added at each of the four sides
  Index groups = 1;
  bool relu = false;  // forward ends with y = max(0, y); the gradients start from the grad_y of before that

  [[nodiscard]] Index P() const { return (H + 2 * pad - R) / stride + 1; }  // height out
  [[nodiscard]] Index Q() const { return (W + 2 * pad - S) / stride + 1; }  // width out
  [[nodiscard]] Index group_channels() const { return C / groups; }
  [[nodiscard]] Index group_kernels() const { return K / groups; }
  [[nodiscard]] double macs() const;  // multiply-adds of one forward pass
};
//! [sizes]

// Throws Error, naming `where` (a layer), if a size is below 1, groups do not divide C and K, or the kernel does not
// fit.
void check(const Params& p, const std::string& where);

// All pointers are to the caller's memory; nothing is allocated. Shapes: x (N, C, H, W), w (K, C/G, R, S), b (K),
// y (N, K, P, Q), and each gradient as what it is the gradient of. b and grad_b may be null.
template <class T>
struct Functions {
  // Elements of T wanted as workspace by each of the three, with the present number of threads.
  Index (*workspace)(const Params& p);
  // Overwrites y.
  void (*forward)(T* y, const T* x, const T* w, const T* b, const Params& p, T* workspace);
  // Overwrites grad_x.
  void (*grad_input)(T* grad_x, const T* grad_y, const T* w, const Params& p, T* workspace);
  // Adds to grad_w and grad_b.
  void (*grad_weight)(T* grad_w, T* grad_b, const T* grad_y, const T* x, const Params& p, T* workspace);
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
extern const Variant im2col_gemm;
extern const Variant implicit_gemm;
extern const Variant winograd;
extern const Variant chosen;

// Each also as kernels: cuda_*.cu.
SEVEN_DECLARE_KERNELS

std::span<const Variant* const> variants(Device device = Device::cpu);
Op op();

}  // namespace seven::conv2d
