// softmax, variant naive: row by row, as in the formulas, with the row's maximum subtracted.
// The reference for all other variants; a row is small, so each is one item of the parallel loop.
// Run it: ./seven bench --op softmax --variant naive
// Chapter 02: chapters/02_other_layers/README.md.
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/parallel.h"
#include "ops/softmax/softmax.h"

namespace seven::softmax {

namespace {

//! [forward]
template <class T>
void forward(T* y, const T* x, const Params& a) {
  parallel_for(a.N, [&](Index n) {  // one image
    const T* row = x + n * a.C;
    T* out = y + n * a.C;
    // A NaN may be lost here, but not in the sum: every exponential of the row goes into it.
    const T largest = *std::max_element(row, row + a.C);
    T sum{0};
    for (Index c = 0; c < a.C; ++c) {
      out[c] = std::exp(row[c] - largest);
      sum += out[c];
    }
    for (Index c = 0; c < a.C; ++c) out[c] /= sum;
  });
}
//! [forward]

//! [log_loss]
template <class T>
void log_loss(T* losses, const T* x, const Index* labels, const Params& a) {
  check_labels(labels, a, "softmax");
  parallel_for(a.N, [&](Index n) {  // one image
    const T* row = x + n * a.C;
    const T largest = *std::max_element(row, row + a.C);
    T sum{0};
    for (Index c = 0; c < a.C; ++c) sum += std::exp(row[c] - largest);
    const T score = row[labels[n]];
    T loss = std::log(sum) + (largest - score);
    // Two finite logits can lie further apart than T reaches: that is the largest loss, not an infinite one.
    if (std::isinf(loss) && std::isfinite(score)) loss = std::numeric_limits<T>::max();
    losses[n] = loss;
  });
}
//! [log_loss]

// Derived in chapter 04: chapters/04_learning/README.md.

//! [grad_loss]
template <class T>
void grad_loss(T* grad_x, const T* y, const Index* labels, T scale, const Params& a) {
  check_labels(labels, a, "softmax");
  parallel_for(a.N, [&](Index n) {  // one image
    for (Index c = 0; c < a.C; ++c) {
      const T wanted = c == labels[n] ? T{1} : T{0};
      grad_x[n * a.C + c] = (y[n * a.C + c] - wanted) * scale;
    }
  });
}
//! [grad_loss]

template <class T>
void grad_input(T* grad_x, const T* grad_y, const T* y, const Params& a) {
  parallel_for(a.N, [&](Index n) {  // one image
    T sum{0};
    for (Index c = 0; c < a.C; ++c) sum += grad_y[n * a.C + c] * y[n * a.C + c];
    for (Index c = 0; c < a.C; ++c) grad_x[n * a.C + c] = y[n * a.C + c] * (grad_y[n * a.C + c] - sum);
  });
}

}  // namespace

constinit const Variant naive{"naive",
                              Device::cpu,
                              "",
                              {forward<float>, log_loss<float>, grad_loss<float>, grad_input<float>},
                              {forward<double>, log_loss<double>, grad_loss<double>, grad_input<double>}};

}  // namespace seven::softmax
