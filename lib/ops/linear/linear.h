// linear: a fully connected layer. y[n,k] = b[k] + sum over c of w[k,c] * x[n,c]: every unit k sees all C inputs.
// Chapter 02: chapters/02_other_layers/README.md.
#pragma once

#include <span>

#include "core/device.h"
#include "core/types.h"
#include "ops/kernels.h"

namespace seven::linear {

struct Params {
  Index N = 0;        // images
  Index C = 0;        // inputs an image: all its elements in a row, if it has several axes
  Index K = 0;        // units: outputs an image
  bool relu = false;  // forward ends with y = max(0, y); the gradients start from the grad_y of before that

  [[nodiscard]] double macs() const;  // multiply-adds of one forward pass
};

// Throws Error, naming `where` (a layer), if a size is below 1.
void check(const Params& p, const std::string& where);

// All pointers are to the caller's memory; nothing is allocated. Shapes: x (N, C), w (K, C), b (K), y (N, K), and each
// gradient as what it is the gradient of. b and grad_b may be null.
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

// Each also as kernels: cuda_*.cu.
SEVEN_DECLARE_KERNELS

std::span<const Variant* const> variants(Device device = Device::cpu);
Op op();

}  // namespace seven::linear
