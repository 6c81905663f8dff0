// MemoryPlan: where every tensor of a forward and backward pass lies in one piece of memory, the arena. Two tensors may
// share a place if they are never needed at the same time: the gradient of an early layer lies where a late layer's
// output was. A step of training then takes little more than what backward reads.
// Chapter 04: chapters/04_learning/README.md.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "core/types.h"

namespace seven {

// What a forward pass leaves behind.
enum class Keep {
  nothing,   // the logits: to predict and to evaluate
  backward,  // what backward reads, once: to train
  all        // every layer's output, and backward may be called again and again: to look inside
};

// What the plan has to know of a layer. Sizes are in elements.
struct LayerMemory {
  std::string name;
  Index output = 0;
  Index saved = 0;        // written by forward for backward, beside the output
  Index workspace = 0;    // used during a call
  bool reads_x = false;   // backward reads forward's input
  bool reads_y = false;   // backward reads forward's output
  bool in_place = false;  // forward may write y over x, and backward grad_x over grad_y
};

// A tensor and the steps from the one that writes it to the last one that reads it. Of L layers, layer i's forward is
// step i, the loss and its gradient are step L, and layer i's backward is step 2L - i.
struct PlannedTensor {
  enum class Kind { output, saved, gradient, workspace };
  std::string name;  // the layer's
  Kind kind;
  Index size;
  Index first, last;
  Index offset = 0;

  [[nodiscard]] bool overlaps(const PlannedTensor& other) const { return first <= other.last && other.first <= last; }
};

// Gives every tensor its offset, greedily: the largest or the longest-lived first, each into the smallest gap that
// holds it between those that live at the same time; the better of the two orders. Offsets are multiples of 16
// elements, a cache line of floats. Returns the size of the arena.
Index place(std::vector<PlannedTensor>& tensors);

// The most that is alive at one step: no arena can be smaller.
Index lower_bound(const std::vector<PlannedTensor>& tensors);

struct MemoryPlan {
  static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  // Indices into `tensors`, by layer. Several layers may have the same one: they work in place.
  struct Places {
    std::size_t output = kNone;  // kNone: the last layer's, the logits, which lie outside of the arena
    std::size_t saved = kNone;
    std::size_t gradient = kNone;  // of the layer's output
    std::size_t forward_workspace = kNone;
    std::size_t backward_workspace = kNone;
  };

  std::vector<PlannedTensor> tensors;
  std::vector<Places> layers;
  Index size = 0;  // of the arena

  // The sum over all tensors of a kind, as if none shared its place.
  [[nodiscard]] Index total(PlannedTensor::Kind kind) const;
};

MemoryPlan plan_memory(const std::vector<LayerMemory>& layers, Keep keep);

}  // namespace seven
