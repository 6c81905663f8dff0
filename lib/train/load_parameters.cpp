#include "train/load_parameters.h"

#include <fmt/format.h>

#include <cmath>

namespace seven {

const Tensor<float>& tensor_in(const Checkpoint& checkpoint, const std::string& name, const std::optional<Shape>& shape,
                               const std::string& where) {
  if (!checkpoint.tensors.contains(name)) {
    throw Error("the checkpoint lacks a tensor")
        .where(where)
        .expected("a tensor named " + name)
        .got("none in this checkpoint of " + checkpoint.net)
        .fix("the checkpoint is of another version of this net: train again from the start");
  }
  const auto& tensor = get<float>(checkpoint.tensors, name);
  if (shape && tensor.shape() != *shape) {
    throw Error("a tensor in the checkpoint has another shape")
        .where(where + ", " + name)
        .expected(shape->str())
        .got(tensor.shape().str())
        .fix("the checkpoint is of another version of this net: train again from the start");
  }
  for (Index i = 0; i < tensor.size(); ++i) {
    if (std::isfinite(tensor[i])) continue;
    throw Error("the checkpoint holds a value that is not a number")
        .where(fmt::format("{}, {}, index {}", where, name, i))
        .expected("finite numbers")
        .got(fmt::format("{}", tensor[i]))
        .fix("use an older checkpoint, or train again with a lower rate");
  }
  return tensor;
}

void load_parameters(Net<float>& net, const Checkpoint& checkpoint, const std::string& where) {
  if (checkpoint.net != net.spec().name) {
    throw Error("the checkpoint is of another net")
        .where(where)
        .expected(net.spec().name)
        .got(checkpoint.net)
        .fix("name that net, or another checkpoint");
  }
  for (Parameter<float>* parameter : net.parameters()) {
    parameter->value.copy_from(tensor_in(checkpoint, parameter->name, parameter->value.shape(), where));
  }
}

}  // namespace seven
