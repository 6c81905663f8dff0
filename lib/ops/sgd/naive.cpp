// sgd, variant naive: the two formulas as they stand, element by element.
// The reference for all other variants; memory is the limit here, so the plain loop, vectorised, is as good as any.
// Run it: ./seven bench --op sgd --variant naive
// Chapter 04: chapters/04_learning/README.md.
#include "core/parallel.h"
#include "ops/sgd/sgd.h"

namespace seven::sgd {

namespace {

// The pointers do not overlap: without the promise the compiler would check or not vectorise.
//! [paper]
template <class T>
void paper(T* __restrict w, T* __restrict v, const T* __restrict grad, const Params& a, Index begin, Index end) {
  const T momentum = static_cast<T>(a.momentum);
  const T rate = static_cast<T>(a.rate);
  const T rate_decay = static_cast<T>(a.rate * a.decay);
  for (Index i = begin; i < end; ++i) {
    v[i] = momentum * v[i] - rate_decay * w[i] - rate * grad[i];
    w[i] += v[i];
  }
}
//! [paper]

//! [pytorch]
template <class T>
void pytorch(T* __restrict w, T* __restrict v, const T* __restrict grad, const Params& a, Index begin, Index end) {
  const T momentum = static_cast<T>(a.momentum);
  const T rate = static_cast<T>(a.rate);
  const T decay = static_cast<T>(a.decay);
  for (Index i = begin; i < end; ++i) {
    v[i] = momentum * v[i] + (grad[i] + decay * w[i]);
    w[i] -= rate * v[i];
  }
}
//! [pytorch]

template <class T>
void step(T* w, T* v, const T* grad, const Params& a) {
  parallel_chunks(a.size, kElementChunk, [&](Index begin, Index end) {
    if (a.buffer == Buffer::paper) {
      paper(w, v, grad, a, begin, end);
    } else {
      pytorch(w, v, grad, a, begin, end);
    }
  });
}

}  // namespace

constinit const Variant naive{"naive", Device::cpu, "", {step<float>}, {step<double>}};

}  // namespace seven::sgd
