// The three functions and their gradients, for one element, in the kernels.
// Chapter 08: chapters/08_first_kernels/README.md.
#pragma once

#include "cuda/kernel.h"
#include "ops/activation/activation.h"

namespace seven::activation::SEVEN_TARGET {

//! [functions]
struct Relu {
  // Asked this way round, NaN is not below zero and stays.
  template <class T>
  static __device__ T value(T x) {
    return x <= T(0) ? T(0) : x;
  }
  template <class T>
  static __device__ T gradient(T grad_y, T y) {
    return y <= T(0) ? T(0) : grad_y;
  }
};

struct Tanh {
  template <class T>
  static __device__ T value(T x) {
    return tanh(x);
  }
  template <class T>
  static __device__ T gradient(T grad_y, T y) {
    return grad_y * (T(1) - y * y);
  }
};

struct Sigmoid {
  template <class T>
  static __device__ T value(T x) {
    return T(1) / (T(1) + exp(-x));
  }
  template <class T>
  static __device__ T gradient(T grad_y, T y) {
    return grad_y * y * (T(1) - y);
  }
};
//! [functions]

// Calls f(Relu{}), f(Tanh{}) or f(Sigmoid{}): the choice is made once, not by each thread.
template <class F>
void with_function(Kind kind, F f) {
  switch (kind) {
    case Kind::relu: return f(Relu{});
    case Kind::tanh: return f(Tanh{});
    case Kind::sigmoid: return f(Sigmoid{});
  }
}

}  // namespace seven::activation::SEVEN_TARGET
