// activation, variant naive: one loop over the elements, cut into chunks for the threads.
// The reference for all other variants. relu's loops become vector instructions as they stand.
// Run it: ./seven bench --op activation --variant naive
// Chapter 02: chapters/02_other_layers/README.md.
#include <cmath>

#include "core/parallel.h"
#include "ops/activation/activation.h"

namespace seven::activation {

namespace {

// y[i] = f(x[i]) for all elements.
template <class T, class F>
void map(T* y, const T* x, Index size, F f) {
  parallel_chunks(size, kElementChunk, [&](Index begin, Index end) {
    for (Index i = begin; i < end; ++i) y[i] = f(x[i]);
  });
}

// grad_x[i] = f(grad_y[i], y[i]) for all elements.
template <class T, class F>
void map(T* grad_x, const T* grad_y, const T* y, Index size, F f) {
  parallel_chunks(size, kElementChunk, [&](Index begin, Index end) {
    for (Index i = begin; i < end; ++i) grad_x[i] = f(grad_y[i], y[i]);
  });
}

//! [forward]
template <class T>
void forward(T* y, const T* x, const Params& a) {
  switch (a.kind) {
    // Asked this way round, NaN is not below zero and stays.
    case Kind::relu: return map(y, x, a.size, [](T v) { return v <= T{0} ? T{0} : v; });
    case Kind::tanh: return map(y, x, a.size, [](T v) { return std::tanh(v); });
    case Kind::sigmoid: return map(y, x, a.size, [](T v) { return T{1} / (T{1} + std::exp(-v)); });
  }
}
//! [forward]

//! [grad_input]
template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* y, const Params& a) {
  switch (a.kind) {
    case Kind::relu: return map(grad_x, grad_y, y, a.size, [](T g, T v) { return v <= T{0} ? T{0} : g; });
    case Kind::tanh: return map(grad_x, grad_y, y, a.size, [](T g, T v) { return g * (T{1} - v * v); });
    case Kind::sigmoid: return map(grad_x, grad_y, y, a.size, [](T g, T v) { return g * v * (T{1} - v); });
  }
}
//! [grad_input]

}  // namespace

constinit const Variant naive{
    "naive", Device::cpu, "", {forward<float>, grad_input<float>}, {forward<double>, grad_input<double>}};

}  // namespace seven::activation
