// dropout: in training each unit is switched off with probability `rate`, so that none may lean on another.
// y[n,c] = mask[n,c] * x[n,c] / (1 - rate), mask 0 or 1; at test all units are on.
//
// Half the units give half the sum, and one side has to make up for it. Caffe and PyTorch divide by 1 - rate in
// training; the AlexNet paper (section 4.2) multiplies by 1 - rate at test. Weights cannot move between the two without
// scaling.
// Chapter 02: chapters/02_other_layers/README.md.
#pragma once

#include <cstdint>
#include <span>

#include "core/device.h"
#include "core/types.h"
#include "ops/kernels.h"

namespace seven::dropout {

struct Params {
  Index N = 0;        // images
  Index C = 0;        // units an image: all its elements
  double rate = 0.5;  // the share that is dropped, 0 <= rate < 1
  std::uint64_t seed = 0;
  Index epoch = 0;
  Index first_image = 0;       // the number of row 0 within the epoch: row n has its own stream, first_image + n
  bool scale_at_test = false;  // false: divide in training (Caffe, PyTorch); true: multiply at test (AlexNet)

  //! [scales]
  // What a kept unit is multiplied by in training, and every unit at test.
  [[nodiscard]] double train_scale() const { return scale_at_test ? 1.0 : 1.0 / (1.0 - rate); }
  [[nodiscard]] double test_scale() const { return scale_at_test ? 1.0 - rate : 1.0; }
  //! [scales]
};

// Throws Error, naming `where` (a layer), if a size is below 1 or the rate is not in [0, 1).
void check(const Params& p, const std::string& where);

// All pointers are to the caller's memory; nothing is allocated. Every tensor is (N, C). The output may be the input.
// The mask of a row follows from (seed, epoch, first_image + n) alone: not from the batch, nor from the threads.
template <class T>
struct Functions {
  // Draws the mask and applies it. Overwrites y and mask.
  void (*forward)(T* y, T* mask, const T* x, const Params& p);
  // All units on, as at test. Overwrites y.
  void (*predict)(T* y, const T* x, const Params& p);
  // The mask is the one that forward drew. Overwrites grad_x.
  void (*grad_input)(T* grad_x, const T* grad_y, const T* mask, const Params& p);
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

}  // namespace seven::dropout
