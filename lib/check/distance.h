// How far apart two tensors are as a whole; element by element it is core/compare.h.
#pragma once

#include <cmath>

#include "core/tensor.h"

namespace seven {

// |got - expected| / |expected|, the norms over all elements in double. Both have as many. NaN if either holds one.
template <class A, class B>
double relative_distance(const Tensor<A>& got, const Tensor<B>& expected) {
  double difference = 0.0;
  double size = 0.0;
  for (Index i = 0; i < expected.size(); ++i) {
    const double wanted = static_cast<double>(expected[i]);
    const double apart = static_cast<double>(got[i]) - wanted;
    difference += apart * apart;
    size += wanted * wanted;
  }
  return std::sqrt(difference / size);
}

}  // namespace seven
