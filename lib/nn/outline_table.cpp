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

// Elements that layer i leaves for backward. Of layers that work in place, the last one's output is what stays.
Index kept_of(const MemoryPlan& plan, std::size_t i) {
  const MemoryPlan::Places& places = plan.layers[i];
  const auto layers = static_cast<Index>(plan.layers.size());
  Index kept = places.saved == MemoryPlan::kNone ? 0 : plan.tensors[places.saved].size;
  if (places.output == MemoryPlan::kNone) return kept;
  const bool stays = plan.tensors[places.output].last > layers;
  const bool next_writes_over_it = plan.layers[i + 1].output == places.output;  // the last layer's is kNone
  if (stays && !next_writes_over_it) kept += plan.tensors[places.output].size;
  return kept;
}

}  // namespace

template <class T>
std::vector<LayerSummary> Outline<T>::summary() const {
  std::vector<LayerSummary> lines;
  const MemoryPlan plan = plan_memory(memory(), Keep::backward);
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    Layer<T>& layer = *layers_[i];
    LayerSummary line{
        .name = layer.name(), .kind = layer.kind(), .what = layer.describe(), .output = map_text(shapes_[i])};
    for (const Parameter<T>* parameter : layer.parameters()) line.parameters += parameter->shape.size();
    line.macs = static_cast<Index>(layer.macs()) / batch_;
    line.memory = sizeof(T) * static_cast<double>(kept_of(plan, i)) / static_cast<double>(batch_);
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
                        line.memory > 0.0 ? bytes_text(line.memory) : "");
    sum.parameters += line.parameters;
    sum.macs += line.macs;
    sum.memory += line.memory;
  }
  const Shape& image = spec_.image;
  text += rule + fmt::format(kRow, "sum", "", "input " + map_text(Shape{1, image[0], image[1], image[2]}), "",
                             grouped(sum.parameters), grouped(sum.macs), bytes_text(sum.memory));
  text += fmt::format(
      "Multiply-adds and memory are those of a forward pass for one image; memory is what stays for backward.\n"
      "Parameters take {} more, their gradients and the solver's velocities as much again each.\n",
      bytes_text(sizeof(T) * static_cast<double>(sum.parameters)));
  return text;
}

template <class T>
StepMemory Outline<T>::step_memory() const {
  using Kind = PlannedTensor::Kind;
  const MemoryPlan plan = plan_memory(memory(), Keep::backward);
  const auto bytes = [](Index elements) { return sizeof(T) * static_cast<double>(elements); };
  const double parameters = bytes(parameter_count());
  return {.parameters = parameters,
          .gradients = parameters,
          .velocities = parameters,
          .arena = bytes(plan.size),
          .logits = bytes(batch_ * (2 * spec_.classes + 1)),
          .outputs = bytes(plan.total(Kind::output)),
          .saved = bytes(plan.total(Kind::saved)),
          .output_gradients = bytes(plan.total(Kind::gradient)),
          .workspaces = bytes(plan.total(Kind::workspace))};
}

template <class T>
std::string Outline<T>::step_memory_table() const {
  const StepMemory memory = step_memory();
  const auto row = [](const std::string& name, double bytes, const std::string& note = "") {
    return fmt::format("{:<38} {:>12}{}\n", name, bytes_text(bytes), note);
  };
  std::string text = fmt::format("A training step with {} images holds\n\n", batch_);
  text += row("parameters", memory.parameters) + row("gradients of the parameters", memory.gradients) +
          row("velocities", memory.velocities) + row("arena, shared by the four below", memory.arena) +
          row("logits and probabilities", memory.logits) + std::string(51, '-') + "\n" + row("sum", memory.sum());
  text += "\nIf none shared its place, the arena would hold\n\n" + row("outputs of layers", memory.outputs) +
          row("saved for backward beside them", memory.saved) + row("gradients of outputs", memory.output_gradients) +
          row("workspaces", memory.workspaces) + std::string(51, '-') + "\n" +
          row("sum", memory.outputs + memory.saved + memory.output_gradients + memory.workspaces) +
          "\nThe images themselves are the loader's. Workspaces depend on the number of threads.\n";
  return text;
}

template std::vector<LayerSummary> Outline<float>::summary() const;
template std::vector<LayerSummary> Outline<double>::summary() const;
template std::string Outline<float>::table() const;
template std::string Outline<double>::table() const;
template StepMemory Outline<float>::step_memory() const;
template StepMemory Outline<double>::step_memory() const;
template std::string Outline<float>::step_memory_table() const;
template std::string Outline<double>::step_memory_table() const;

}  // namespace seven
