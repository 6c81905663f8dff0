// One name, six formulas: what other systems call alpha, in the terms of the paper's formula.
// Chapter 02: chapters/02_other_layers/README.md.
#include "ops/lrn/lrn.h"

namespace seven::lrn {

namespace {

// The elements of a whole window. Where a window is cut at an end, the divisor stays this.
double elements(Index n, Across across) {
  const double side = static_cast<double>(n);
  return across == Across::map ? side * side : side;
}

Params make(Index n, double k, double alpha, double beta, Across across) {
  Params p;
  p.n = n;
  p.k = k;
  p.alpha = alpha;
  p.beta = beta;
  p.across = across;
  return p;
}

}  // namespace

//! [convert]
Params from_caffe(Index local_size, double alpha, double beta, double k, Across across) {
  return make(local_size, across == Across::map ? 1.0 : k, alpha / elements(local_size, across), beta, across);
}

Params from_pytorch(Index size, double alpha, double beta, double k) {
  return make(size, k, alpha / elements(size, Across::channels), beta, Across::channels);
}

Params from_tensorflow(Index depth_radius, double bias, double alpha, double beta) {
  return make(2 * depth_radius + 1, bias, alpha, beta, Across::channels);
}

Params from_cuda_convnet(Index size, double scale, double pow, Across across, double k) {
  return make(size, k, scale / elements(size, across), pow, across);
}
//! [convert]

}  // namespace seven::lrn
