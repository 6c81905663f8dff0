#include "ops/softmax/cases.h"

#include <algorithm>
#include <string>

namespace seven::softmax {

namespace {

// With labels: what the gradients start from is the loss.
OpCase make_case(const std::string& name, Index images, Index classes) {
  OpCase result;
  result.name = name;
  result.inputs = {{"x", Shape{images, classes}}, {"labels", Shape{images}}};
  result.sum_length = std::max(images, classes);  // the mean over the images, the sum of a row
  return result;
}

OpCase benchmark_case(const std::string& name, Index images, Index classes) {
  OpCase result = make_case(name, images, classes);
  result.benchmark = true;
  return result;
}

}  // namespace

// Batch 1 and more, one class (the loss is 0), two, odd numbers, more classes than a vector register holds.
std::vector<OpCase> cases() {
  return {
      make_case("small", 3, 4),
      make_case("batch1", 1, 10),
      make_case("one_class", 3, 1),
      make_case("two_classes", 5, 2),
      make_case("cifar", 17, 10),
      make_case("odd", 7, 37),
      make_case("wide", 2, 300),  // more classes than a block of kernels' threads
      benchmark_case("ilsvrc", 128, 1000),
      benchmark_case("cifar_batch", 128, 10),
  };
}

}  // namespace seven::softmax
