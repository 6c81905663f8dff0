// What all of softmax's kernels say about a row: one image's C classes.
//
// Labels are indices into memory, and they lie where a kernel cannot throw: whoever calls these functions has checked
// them before they went to the device (check_labels). A row whose label is out of range is not read through it: its
// loss, or its gradient, is NaN.
// Chapter 10: chapters/10_every_layer/README.md.
#pragma once

#include <limits>

#include "cuda/kernel.h"
#include "ops/kernels.h"
#include "ops/softmax/softmax.h"

namespace seven::softmax::SEVEN_TARGET {

// Smaller than every other number, and exp of it is 0: it changes neither a maximum nor a sum.
template <class T>
constexpr T kNothing = -std::numeric_limits<T>::infinity();
template <class T>
constexpr T kLargest = std::numeric_limits<T>::max();
template <class T>
constexpr T kNan = std::numeric_limits<T>::quiet_NaN();

struct Sizes {
  int N, C;

  __device__ bool has(Index label) const { return label >= 0 && label < C; }
};

// Throws Error if there are too many elements for a kernel.
inline Sizes sizes(const Params& a) {
  narrow(a.N * a.C);
  return {narrow(a.N), narrow(a.C)};
}

//! [loss]
// The loss of a row: its largest score, the sum of exp(score - largest), and its label.
template <class T>
__device__ T loss_of(const T* row, T largest, T sum, Index label, Sizes a) {
  if (!a.has(label)) return kNan<T>;
  const T score = row[label];
  const T loss = log(sum) + (largest - score);
  // Two finite logits can lie further apart than T reaches: that is the largest loss, not an infinite one.
  return isinf(loss) && isfinite(score) ? kLargest<T> : loss;
}
//! [loss]

// The gradient of the loss in one class, from its probability y.
template <class T>
__device__ T grad_loss_of(T y, int c, Index label, T scale, Sizes a) {
  if (!a.has(label)) return kNan<T>;
  return (y - (c == label ? T(1) : T(0))) * scale;
}

}  // namespace seven::softmax::SEVEN_TARGET
