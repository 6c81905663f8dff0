// The sum that the gradient of a bias is made of.
#pragma once

#include "core/types.h"

namespace seven::conv2d {

// The sum of a map in sixteen lanes: one sum alone would wait four cycles for each of its additions.
template <class T>
T sum_of(const T* map, Index count) {
  constexpr Index kLanes = 16;
  T lanes[kLanes] = {};
  const Index whole = count / kLanes * kLanes;
  for (Index i = 0; i < whole; i += kLanes) {
    for (Index j = 0; j < kLanes; ++j) lanes[j] += map[i + j];
  }
  for (Index i = whole; i < count; ++i) lanes[i - whole] += map[i];
  T sum{0};
  for (const T lane : lanes) sum += lane;
  return sum;
}

}  // namespace seven::conv2d
