// lrn, kernels, variant naive: a thread for each element, which adds up its window.
// The formula as it stands; on the way back every element takes a power for each neighbour.
// Run it: ./seven bench --op lrn --device cuda --variant naive
// Chapter 10: chapters/10_every_layer/README.md.
#include "ops/lrn/cuda_formula.h"
#include "ops/lrn/cuda_variants.h"

namespace seven::lrn::SEVEN_TARGET {

namespace {

constexpr int kThreads = 256;  // in a block

// An axis of the window: element i of the tensor has place i / pitch % length on it.
struct Axis {
  int length, pitch;
};

// Channels are one axis and a second one of length 1; a map has rows and columns.
struct Window {
  Axis outer, inner;
  Reach reach;
};

Window window(const Params& a, const Reach& reach) {
  const int W = narrow(a.W);
  if (a.across == Across::map) return {{narrow(a.H), W}, {W, 1}, reach};
  return {{narrow(a.C), narrow(a.H) * W}, {1, 1}, reach};
}

// From where to where, in steps of the axis, the window around element i reaches: cut at the ends.
__device__ Reach cut(int i, const Axis& axis, const Reach& reach) {
  const int place = i / axis.pitch % axis.length;
  return {max(-reach.before, -place), min(reach.after, axis.length - 1 - place)};
}

// The sum of term(j) for the elements j of the window around i.
//! [sum]
template <class T, class Term>
__device__ T sum_over(int i, const Window& w, Term term) {
  const Reach rows = cut(i, w.outer, w.reach);
  const Reach columns = cut(i, w.inner, w.reach);
  T sum = 0;
  for (int r = rows.before; r <= rows.after; ++r) {
    for (int s = columns.before; s <= columns.after; ++s) sum += term(i + r * w.outer.pitch + s);
  }
  return sum;
}
//! [sum]

//! [forward]
// Budget: 256 threads, 100 %.
template <class T>
__global__ void forward_kernel(T* y, T* scale, const T* x, int size, Window w, Formula<T> f) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= size) return;
  const T s = f.k + f.alpha * sum_over<T>(i, w, [=](int j) { return x[j] * x[j]; });
  scale[i] = s;
  y[i] = x[i] * std::pow(s, -f.beta);
}
//! [forward]

//! [grad_input]
// Budget: 256 threads, 100 %; double: 50 %.
template <class T>
__global__ void grad_input_kernel(T* grad_x, const T* grad_y, const T* x, const T* scale, int size, Window w,
                                  Formula<T> f) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= size) return;
  const T sum = sum_over<T>(i, w, [=](int j) { return grad_y[j] * x[j] * std::pow(scale[j], -f.beta - T(1)); });
  grad_x[i] = grad_y[i] * std::pow(scale[i], -f.beta) - f.cross * x[i] * sum;
}
//! [grad_input]

template <class T>
void forward(T* y, T* scale, const T* x, const Params& a) {
  const Index size = a.N * a.C * a.H * a.W;
  launch(forward_kernel<T>, {blocks_for(size, kThreads), kThreads}, y, scale, x, narrow(size), window(a, reach(a)),
         formula<T>(a));
}

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* x, const T* scale, const Params& a) {
  const Index size = a.N * a.C * a.H * a.W;
  launch(grad_input_kernel<T>, {blocks_for(size, kThreads), kThreads}, grad_x, grad_y, x, scale, narrow(size),
         window(a, mirrored(reach(a))), formula<T>(a));
}

}  // namespace

const Variant naive{
    "naive", Device::SEVEN_TARGET, "", {forward<float>, grad_input<float>}, {forward<double>, grad_input<double>}};

}  // namespace seven::lrn::SEVEN_TARGET
