// dropout, variant naive: one random word a unit, compared with a threshold.
// The reference for all other variants; a block of Philox gives four units, and nothing is turned into a fraction.
// Run it: ./seven bench --op dropout --variant naive
// Chapter 02: chapters/02_other_layers/README.md.
#include <cmath>

#include "core/parallel.h"
#include "core/philox.h"
#include "ops/dropout/dropout.h"

namespace seven::dropout {

namespace {

// A unit is dropped if its 32 bits lie below this: the same as uniform() < rate, but without the conversion. One bit
// wider than the words, since a rate just below 1 rounds up to 2^32.
std::uint64_t threshold(double rate) { return static_cast<std::uint64_t>(std::ceil(rate * 0x1p32)); }

//! [forward]
template <class T>
void forward(T* y, T* mask, const T* x, const Params& a) {
  const std::uint64_t dropped = threshold(a.rate);
  const T scale = static_cast<T>(a.train_scale());
  parallel_for(a.N, [&](Index n) {  // one image, and with it one stream
    Random random(a.seed, Purpose::dropout, a.epoch, a.first_image + n);
    for (Index i = n * a.C; i < (n + 1) * a.C; ++i) {
      mask[i] = random.bits() < dropped ? T{0} : T{1};
      y[i] = x[i] * (mask[i] * scale);
    }
  });
}
//! [forward]

//! [predict]
template <class T>
void predict(T* y, const T* x, const Params& a) {
  const T scale = static_cast<T>(a.test_scale());
  parallel_chunks(a.N * a.C, kElementChunk, [&](Index begin, Index end) {
    for (Index i = begin; i < end; ++i) y[i] = x[i] * scale;
  });
}
//! [predict]

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* mask, const Params& a) {
  const T scale = static_cast<T>(a.train_scale());
  parallel_chunks(a.N * a.C, kElementChunk, [&](Index begin, Index end) {
    for (Index i = begin; i < end; ++i) grad_x[i] = grad_y[i] * (mask[i] * scale);
  });
}

}  // namespace

constinit const Variant naive{"naive",
                              Device::cpu,
                              "",
                              {forward<float>, predict<float>, grad_input<float>},
                              {forward<double>, predict<double>, grad_input<double>}};

}  // namespace seven::dropout
