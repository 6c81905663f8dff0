// How weights begin. Each tensor draws from a stream of its own, keyed by (seed, position of the parameter in the net).
// Chapter 04: chapters/04_learning/README.md.
#pragma once

#include <cstdint>

#include "core/tensor.h"

namespace seven {

struct Initialiser {
  enum class Kind { gaussian, glorot, he };
  Kind kind = Kind::he;
  double sigma = 0.01;  // standard deviation, for gaussian only

  // Normal with mean 0 and the given standard deviation: all of AlexNet (0.01) and cuda-convnet.
  static Initialiser gaussian(double sigma) { return {Kind::gaussian, sigma}; }
  // Uniform with variance 2 / (fan_in + fan_out) (Glorot and Bengio, 2010).
  static Initialiser glorot() { return {Kind::glorot, 0.0}; }
  // Normal with variance 2 / fan_in (He et al., 2015): keeps the scale through a layer followed by ReLU.
  static Initialiser he() { return {Kind::he, 0.0}; }
};

// Fills the tensor. fan_in: inputs that one output sums over; fan_out: outputs that one input goes to.
template <class T>
void initialise(Tensor<T>& weights, const Initialiser& how, Index fan_in, Index fan_out, std::uint64_t seed,
                Index parameter);

}  // namespace seven
