// A tensor whose element type is known only when the program runs, and a set of them by name: what files hold and what
// `seven op` passes around.
#pragma once

#include <map>
#include <string>
#include <variant>

#include "core/tensor.h"

namespace seven {

using AnyTensor = std::variant<Tensor<float>, Tensor<double>, Tensor<Index>>;
using Tensors = std::map<std::string, AnyTensor>;

inline const Shape& shape_of(const AnyTensor& tensor) {
  return std::visit([](const auto& t) -> const Shape& { return t.shape(); }, tensor);
}

inline const char* dtype_of(const AnyTensor& tensor) {
  constexpr const char* kNames[] = {"float32", "float64", "int64"};
  return kNames[tensor.index()];
}

// The tensor called `name` with elements of type T. Throws Error if it is absent or of another type.
template <class T>
const Tensor<T>& get(const Tensors& tensors, const std::string& name) {
  const auto found = tensors.find(name);
  if (found == tensors.end()) {
    std::string names;
    for (const auto& [key, value] : tensors) names += (names.empty() ? "" : ", ") + key;
    throw Error("a tensor is missing").expected("a tensor named " + name).got(names.empty() ? "none" : names);
  }
  if (const auto* tensor = std::get_if<Tensor<T>>(&found->second)) return *tensor;
  throw Error("a tensor has the wrong element type")
      .where(name)
      .expected(dtype_of(AnyTensor(Tensor<T>())))
      .got(dtype_of(found->second));
}

// The same, or nullptr where no tensor has that name.
template <class T>
const Tensor<T>* find(const Tensors& tensors, const std::string& name) {
  return tensors.contains(name) ? &get<T>(tensors, name) : nullptr;
}

// Copies on that device.
inline Tensors on_device(Device device, const Tensors& tensors) {
  Tensors copies;
  for (const auto& [name, any] : tensors) {
    copies[name] = std::visit([&](const auto& t) -> AnyTensor { return t.to(device); }, any);
  }
  return copies;
}
// The same for tensors that nobody needs afterwards: where they are there already, nothing is copied.
inline Tensors on_device(Device device, Tensors&& tensors) {
  for (auto& [name, any] : tensors) {
    std::visit(
        [&](auto& t) {
          if (t.device() != device) t = t.to(device);
        },
        any);
  }
  return std::move(tensors);
}

}  // namespace seven
