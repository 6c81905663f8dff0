// From a checkpoint into a net, with a look at each tensor before it is put to use.
#pragma once

#include <optional>
#include <string>

#include "nn/net.h"
#include "train/checkpoint.h"

namespace seven {

// Puts a checkpoint's parameters into the net. Throws Error if it is of another net (a name or a shape that differs) or
// holds a number that is not finite.
void load_parameters(Net<float>& net, const Checkpoint& checkpoint, const std::string& where);

// A checkpoint's tensor. Throws Error, naming it and the file (`where`), if it is absent, has another shape than the
// one wanted (if one is) or holds a number that is not finite.
const Tensor<float>& tensor_in(const Checkpoint& checkpoint, const std::string& name, const std::optional<Shape>& shape,
                               const std::string& where);

}  // namespace seven
