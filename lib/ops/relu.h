// ReLU of one number, for the ops that apply it before their sums leave the registers. Asked this way round, NaN is not
// below zero and stays.
#pragma once

namespace seven {

template <class T>
T relu(T value) {
  return value <= T{0} ? T{0} : value;
}

}  // namespace seven
