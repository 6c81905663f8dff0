// Net::table(): the net as a table of itself.
#include <fmt/format.h>

#include "nn/net.h"

namespace seven {

namespace {

std::string grouped(Index value) {
  std::string digits = std::to_string(value);
  for (auto at = static_cast<Index>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

std::string bytes_text(double bytes) {
  if (bytes < 1024.0 * 1024.0) return fmt::format("{:.1f} KiB", bytes / 1024.0);
  return fmt::format("{:.1f} MiB", bytes / 1024.0 / 1024.0);
}

std::string map_text(const Shape& shape) {
  std::string text;
  for (int axis = 1; axis < shape.rank(); ++axis) text += (axis > 1 ? "x" : "") + std::to_string(shape[axis]);
  return text;
}

}  // namespace

template <class T>
std::string Net<T>::table() const {
  constexpr const char* kRow = "{:<9} {:<11} {:<42} {:>11} {:>11} {:>14} {:>10}\n";
  std::string text = fmt::format(kRow, "layer", "op", "what", "output", "parameters", "multiply-adds", "memory");
  text += std::string(114, '-') + "\n";
  Index parameters = 0;
  Index macs = 0;
  double memory = 0.0;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    Layer<T>& layer = *layers_[i];
    Index own = 0;
    for (const Parameter<T>* parameter : layer.parameters()) own += parameter->value.size();
    const Index layer_macs = static_cast<Index>(layer.macs()) / batch_;
    const double kept =
        sizeof(T) * static_cast<double>(shapes_[i].size() + layer.saved()) / static_cast<double>(batch_);
    text += fmt::format(kRow, layer.name(), layer.kind(), layer.describe(), map_text(shapes_[i]),
                        own > 0 ? grouped(own) : "", layer_macs > 0 ? grouped(layer_macs) : "", bytes_text(kept));
    parameters += own;
    macs += layer_macs;
    memory += kept;
  }
  text += std::string(114, '-') + "\n";
  text += fmt::format(kRow, "sum", "", "input " + map_text(Shape{1, spec_.image[0], spec_.image[1], spec_.image[2]}),
                      "", grouped(parameters), grouped(macs), bytes_text(memory));
  text += fmt::format(
      "Multiply-adds and memory are those of a forward pass for one image; memory is what backward needs kept.\n"
      "Parameters take {} more, their gradients and the solver's velocities as much again each.\n",
      bytes_text(sizeof(T) * static_cast<double>(parameters)));
  return text;
}

template std::string Net<float>::table() const;
template std::string Net<double>::table() const;

}  // namespace seven
