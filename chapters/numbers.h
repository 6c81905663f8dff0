// What the chapters on speed measure with: tensors to feed an op, and large numbers to be read by people.
#pragma once

#include <string>

#include "core/tensor.h"

namespace seven::chapters {

// Normal numbers, the same for the same `stream`.
template <class T>
Tensor<T> random_tensor(const Shape& shape, Index stream);

// 105415200 -> "105,415,200".
std::string grouped(Index number);

}  // namespace seven::chapters
