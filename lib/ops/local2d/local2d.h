// local2d: a convolution whose kernels are not shared: each output position has weights and biases of its own.
// y[n,k,p,q] = b[k,p,q] + sum over c, r, s of w[p,q,k,c,r,s] * x[n, c, p*stride + r - pad, q*stride + s - pad].
//
// The "local" layer of cuda-convnet, whose CIFAR-10 nets end in two of them.
#pragma once

#include <span>

#include "core/device.h"
#include "core/types.h"
#include "ops/op.h"

namespace seven::local2d {

struct Params {
  Index N = 0;         // images
  Index C = 0;         // channels in
  Index H = 0, W = 0;  // height and width in
  Index K = 0;         // kernels a position: channels out
  Index R = 0, S = 0;  // height and width of a kernel
  Index stride = 1;
  Index pad = 0;  // zeros added at each of the four sides

  [[nodiscard]] Index P() const { return (H + 2 * pad - R) / stride + 1; }  // height out
  [[nodiscard]] Index Q() const { return (W + 2 * pad - S) / stride + 1; }  // width out
  [[nodiscard]] double macs() const;                                        // multiply-adds of one forward pass
};

// Throws Error, naming `where` (a layer), if a size is below 1 or the kernel does not fit.
void check(const Params& p, const std::string& where);

// All pointers are to the caller's memory; nothing is allocated. Shapes: x (N, C, H, W), w (P, Q, K, C, R, S),
// b (K, P, Q), y (N, K, P, Q), and each gradient as what it is the gradient of. b and grad_b may be null.
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
};

extern const Variant naive;
extern const Variant gemm;

std::span<const Variant* const> variants(Device device = Device::cpu);
Op op();

}  // namespace seven::local2d
