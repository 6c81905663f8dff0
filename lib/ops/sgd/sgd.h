// sgd: one step of stochastic gradient descent with momentum and weight decay, for one group of parameters.
//
// Two spellings are in use, equal while the rate stays and apart for some steps after it drops, because the rate is
// inside the momentum buffer v in one and outside in the other:
//   paper    v = momentum*v - rate*decay*w - rate*g;   w = w + v        (AlexNet, section 5; cuda-convnet and Caffe)
//   pytorch  v = momentum*v + (g + decay*w);           w = w - rate*v
// Chapter 04: chapters/04_learning/README.md.
#pragma once

#include <span>

#include "core/device.h"
#include "core/types.h"
#include "ops/kernels.h"

namespace seven::sgd {

enum class Buffer { paper, pytorch };

struct Params {
  using Buffer = sgd::Buffer;

  Index size = 0;         // elements of w
  double rate = 0.01;     // learning rate
  double momentum = 0.0;  // the share of v that stays, 0 <= momentum < 1
  double decay = 0.0;     // weight decay: part of the gradient, so scaled by the rate
  Buffer buffer = Buffer::paper;
};

// Throws Error, naming `where` (a group of parameters), if the rate or the decay is negative or not finite, or the
// momentum not in [0, 1).
void check(const Params& p, const std::string& where);

// All pointers are to the caller's memory; nothing is allocated. w, v and grad have `size` elements and do not overlap.
template <class T>
struct Functions {
  // Updates w and v, which starts as zeros and belongs to w from step to step. grad is the mean over the batch.
  void (*step)(T* w, T* v, const T* grad, const Params& p);
};

struct Variant {
  const char* name;
  Device device;
  const char* needs;  // what has to be there to run it; "" for nothing
  Functions<float> f32;
  Functions<double> f64;
};

extern const Variant naive;

// Each also as kernels: cuda_*.cu.
SEVEN_DECLARE_KERNELS

std::span<const Variant* const> variants(Device device = Device::cpu);
Op op();

}  // namespace seven::sgd
