// The two spellings of the step, for one element, in the kernels.
// Chapter 10: chapters/10_every_layer/README.md.
#pragma once

#include "cuda/kernel.h"
#include "ops/sgd/sgd.h"

namespace seven::sgd::SEVEN_TARGET {

//! [formulas]
template <class T>
struct Paper {
  T momentum, rate, rate_decay;

  __device__ void step(T& w, T& v, T grad) const {
    v = momentum * v - rate_decay * w - rate * grad;
    w += v;
  }
};

template <class T>
struct Pytorch {
  T momentum, rate, decay;

  __device__ void step(T& w, T& v, T grad) const {
    v = momentum * v + (grad + decay * w);
    w -= rate * v;
  }
};
//! [formulas]

// Calls f(Paper<T>) or f(Pytorch<T>): the choice is made once, not by each thread.
template <class T, class F>
void with_formula(const Params& a, F f) {
  const T momentum = static_cast<T>(a.momentum);
  const T rate = static_cast<T>(a.rate);
  if (a.buffer == Buffer::paper) return f(Paper<T>{momentum, rate, static_cast<T>(a.rate * a.decay)});
  f(Pytorch<T>{momentum, rate, static_cast<T>(a.decay)});
}

}  // namespace seven::sgd::SEVEN_TARGET
