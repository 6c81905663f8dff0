// activation: y[i] = f(x[i]) with f one of relu, tanh, sigmoid. Each gradient follows from y alone, so x need not be
// kept, and both functions may work in place.
// Chapter 02: chapters/02_other_layers/README.md.
#pragma once

#include <span>
#include <string>

#include "core/device.h"
#include "core/types.h"
#include "ops/kernels.h"

namespace seven::activation {

enum class Kind { relu, tanh, sigmoid };

struct Params {
  Index size = 0;  // elements
  Kind kind = Kind::relu;
};

// Throws Error, naming `where` (a layer), if size is below 0.
void check(const Params& p, const std::string& where);

// All pointers are to `size` elements of the caller's memory; nothing is allocated. y may be x, and grad_x may be
// grad_y. relu'(0) is 0. NaN goes through: a NaN in x gives NaN in y, and a gradient passes where y is NaN.
template <class T>
struct Functions {
  // Overwrites y.
  void (*forward)(T* y, const T* x, const Params& p);
  // Overwrites grad_x.
  void (*grad_input)(T* grad_x, const T* grad_y, const T* y, const Params& p);
};

struct Variant {
  const char* name;
  Device device;
  const char* needs;  // what has to be there to run it; "" for nothing
  Functions<float> f32;
  Functions<double> f64;
};

extern const Variant naive;
extern const Variant vectorised;

// Each also as kernels: cuda_*.cu.
SEVEN_DECLARE_KERNELS

std::span<const Variant* const> variants(Device device = Device::cpu);
Op op();

}  // namespace seven::activation
