// What the chapters on speed measure with: tensors to feed an op, large numbers to be read by people, and counts that
// have to be those of the text.
#pragma once

#include <string>

#include "core/tensor.h"

namespace seven::chapters {

// Normal numbers, the same for the same `stream`.
template <class T>
Tensor<T> random_tensor(const Shape& shape, Index stream);

// 105415200 -> "105,415,200".
std::string grouped(Index number);

// Throws Error, about `what`, unless the text's count is the program's.
void agree(const std::string& what, Index by_hand, Index counted);

}  // namespace seven::chapters
