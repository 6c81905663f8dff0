// Outline: a net's layers and the shapes between them, before any memory is taken for parameters or activations. What
// can be asked of a net without running it is asked here: VGG's parameters are counted in no time and no space.
// Chapter 04: chapters/04_learning/README.md.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "nn/layer.h"
#include "nn/spec.h"

namespace seven {

// One layer of a net, for tables and reports: sizes for one image.
struct LayerSummary {
  std::string name, kind, what, output;  // "conv1", "conv2d", "32 kernels 5x5, pad 2", "32x32x32"
  Index parameters = 0;
  Index macs = 0;       // multiply-adds of a forward pass
  double memory = 0.0;  // bytes that backward needs kept
};

// The memory of a training step with the present batch, in bytes. The batch's images and labels are the loader's.
struct StepMemory {
  double parameters = 0.0, gradients = 0.0, velocities = 0.0;
  double arena = 0.0;   // shared by the four below
  double logits = 0.0;  // with the probabilities and losses
  // What these would take if none shared its place.
  double outputs = 0.0, saved = 0.0, output_gradients = 0.0, workspaces = 0.0;

  [[nodiscard]] double sum() const { return parameters + gradients + velocities + arena + logits; }
};

template <class T>
class Outline {
 public:
  // Throws Error, naming the layer, if a layer does not fit the one before it, if the last one does not give one logit
  // a class, for an unknown op or variant in `variants`, or for a device that is not here or lacks an op.
  explicit Outline(NetSpec spec, const VariantChoice& variants = {}, Device device = Device::cpu);

  // The shapes for batches of `images`; 1 after construction.
  void set_batch(Index images);
  [[nodiscard]] Index batch() const { return batch_; }

  [[nodiscard]] const NetSpec& spec() const { return spec_; }
  [[nodiscard]] const std::vector<std::unique_ptr<Layer<T>>>& layers() const { return layers_; }
  // Of the output of layer i, for the present batch.
  [[nodiscard]] const Shape& shape(std::size_t layer) const { return shapes_[layer]; }

  // All layers' parameters, in the net's order: their names and shapes. A Net gives them memory.
  [[nodiscard]] std::vector<Parameter<T>*> parameters() const;
  [[nodiscard]] Index parameter_count() const;

  // What each layer says about its memory, for the present batch and number of threads.
  [[nodiscard]] std::vector<LayerMemory> memory() const;

  [[nodiscard]] std::vector<LayerSummary> summary() const;
  // The summary as text, with its sums.
  [[nodiscard]] std::string table() const;

  // What a training step holds, in bytes.
  [[nodiscard]] StepMemory step_memory() const;
  // The same as text.
  [[nodiscard]] std::string step_memory_table() const;

 private:
  NetSpec spec_;
  std::vector<std::unique_ptr<Layer<T>>> layers_;
  std::vector<Shape> shapes_;
  Index batch_ = 0;
};

}  // namespace seven
