// activation, variant vectorised: against naive, tanh and sigmoid call an exp that becomes vector instructions.
// It should bring memory speed to them too: a call to the standard library for each element costs 20 times more.
// Run it: ./seven bench --op activation --variant vectorised
// Chapter 06: chapters/06_blocking_vectors_cores/README.md.
#include "core/parallel.h"
#include "ops/activation/activation.h"
#include "ops/exp.h"
#include "ops/variant.h"

namespace seven::activation {

namespace {

// y[i] = f(x[i]) for all elements, a vector at a time.
template <class T, class F>
void map(T* y, const T* x, Index size, F f) {
  parallel_chunks(size, kElementChunk,
                  [&](Index begin, Index end) { map_lanes(y + begin, x + begin, end - begin, T{0}, f); });
}

// (e^2v - 1) / (e^2v + 1) of |v|, with the sign put back; at 20 the quotient is 1 in double too. By e^2v - 1, so that
// nothing cancels near 0.
template <class T>
Lanes<T> tanh_lanes(const Lanes<T>& v) {
  const auto negative = v < Lanes<T>{};
  const Lanes<T> size = negative ? -v : v;
  const Lanes<T> e = expm1_lanes<T>(size > splat(T{20}) ? splat(T{40}) : size + size);
  const Lanes<T> result = e / (e + splat(T{2}));
  return negative ? -result : result;
}

template <class T>
Lanes<T> sigmoid_lanes(const Lanes<T>& v) {
  return splat(T{1}) / (splat(T{1}) + exp_lanes<T>(-v));
}

//! [forward]
template <class T>
void forward(T* y, const T* x, const Params& a) {
  switch (a.kind) {
    case Kind::relu: return functions<T>(naive).forward(y, x, a);
    case Kind::tanh: return map(y, x, a.size, [](const Lanes<T>& v) { return tanh_lanes<T>(v); });
    case Kind::sigmoid: return map(y, x, a.size, [](const Lanes<T>& v) { return sigmoid_lanes<T>(v); });
  }
}
//! [forward]

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* y, const Params& a) {
  functions<T>(naive).grad_input(grad_x, grad_y, y, a);
}

}  // namespace

constinit const Variant vectorised{
    "vectorised", Device::cpu, "", {forward<float>, grad_input<float>}, {forward<double>, grad_input<double>}};

}  // namespace seven::activation
