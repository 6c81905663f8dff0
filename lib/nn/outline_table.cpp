// Outline::table(): the net as a table of itself.
#include <fmt/format.h>

#include "nn/outline.h"

namespace seven {

namespace {

// 1234567 as "1,234,567".
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
std::vector<LayerSummary> Outline<T>::summary() const {
  std::vector<LayerSummary> lines;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    Layer<T>& layer = *layers_[i];
    LayerSummary line{
        .name = layer.name(), .kind = layer.kind(), .what = layer.describe(), .output = map_text(shapes_[i])};
    for (const Parameter<T>* parameter : layer.parameters()) line.parameters += parameter->shape.size();
    line.macs = static_cast<Index>(layer.macs()) / batch_;
    line.memory = sizeof(T) * static_cast<double>(shapes_[i].size() + layer.saved()) / static_cast<double>(batch_);
    lines.push_back(line);
  }
  return lines;
}

template <class T>
std::string Outline<T>::table() const {
  constexpr const char* kRow = "{:<9} {:<11} {:<42} {:>11} {:>11} {:>14} {:>10}\n";
  const std::string rule = std::string(114, '-') + "\n";
  std::string text = fmt::format(kRow, "layer", "op", "what", "output", "parameters", "multiply-adds", "memory") + rule;
  LayerSummary sum;
  const auto number = [](Index value) { return value > 0 ? grouped(value) : std::string(); };
  for (const LayerSummary& line : summary()) {
    text += fmt::format(kRow, line.name, line.kind, line.what, line.output, number(line.parameters), number(line.macs),
                        bytes_text(line.memory));
    sum.parameters += line.parameters;
    sum.macs += line.macs;
    sum.memory += line.memory;
  }
  const Shape& image = spec_.image;
  text += rule + fmt::format(kRow, "sum", "", "input " + map_text(Shape{1, image[0], image[1], image[2]}), "",
                             grouped(sum.parameters), grouped(sum.macs), bytes_text(sum.memory));
  text += fmt::format(
      "Multiply-adds and memory are those of a forward pass for one image; memory is what backward needs kept.\n"
      "Parameters take {} more, their gradients and the solver's velocities as much again each.\n",
      bytes_text(sizeof(T) * static_cast<double>(sum.parameters)));
  return text;
}

template std::vector<LayerSummary> Outline<float>::summary() const;
template std::vector<LayerSummary> Outline<double>::summary() const;
template std::string Outline<float>::table() const;
template std::string Outline<double>::table() const;

}  // namespace seven
