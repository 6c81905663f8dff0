// What the chapters on speed measure with: the convolutions of a network by name, and tensors to feed them.
#pragma once

#include <string>
#include <vector>

#include "core/tensor.h"
#include "ops/conv2d/conv2d.h"

namespace seven::chapters {

struct Convolution {
  std::string name;  // "conv1"
  conv2d::Params sizes;
};

// The convolutions of "alexnet", "vgg-d" and so on, for a batch of `images`.
std::vector<Convolution> convolutions_of(const std::string& model, Index images);

// Normal numbers, the same for the same `stream`.
template <class T>
Tensor<T> random_tensor(const Shape& shape, Index stream);

// 105415200 -> "105,415,200".
std::string grouped(Index number);

}  // namespace seven::chapters
