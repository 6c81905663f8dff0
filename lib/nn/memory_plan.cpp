#include "nn/memory_plan.h"

#include <algorithm>
#include <numeric>

#include "core/rounding.h"

namespace seven {

namespace {

constexpr Index kAlignment = 16;

Index aligned(Index size) { return round_up(size, kAlignment); }

//! [place]
// Places the tensors one by one, in the order given.
Index place_in_order(std::vector<PlannedTensor>& tensors, const std::vector<std::size_t>& order) {
  std::vector<const PlannedTensor*> placed;  // by offset
  Index arena = 0;
  for (const std::size_t index : order) {
    PlannedTensor& tensor = tensors[index];
    Index best = -1;
    Index best_gap = std::numeric_limits<Index>::max();
    Index end = 0;  // of the neighbours so far
    for (const PlannedTensor* neighbour : placed) {
      if (!tensor.overlaps(*neighbour)) continue;
      const Index gap = neighbour->offset - end;
      if (gap >= tensor.size && gap < best_gap) {
        best = end;
        best_gap = gap;
      }
      end = std::max(end, aligned(neighbour->offset + neighbour->size));
    }
    tensor.offset = best >= 0 ? best : end;
    arena = std::max(arena, aligned(tensor.offset + tensor.size));
    placed.insert(std::upper_bound(placed.begin(), placed.end(), &tensor,
                                   [](const auto* a, const auto* b) { return a->offset < b->offset; }),
                  &tensor);
  }
  return arena;
}
//! [place]

}  // namespace

Index place(std::vector<PlannedTensor>& tensors) {
  std::vector<std::size_t> by_size(tensors.size());
  std::iota(by_size.begin(), by_size.end(), std::size_t{0});
  std::vector<std::size_t> by_life = by_size;
  std::stable_sort(by_size.begin(), by_size.end(),
                   [&](std::size_t a, std::size_t b) { return tensors[a].size > tensors[b].size; });
  const auto life = [&](std::size_t i) { return tensors[i].last - tensors[i].first; };
  std::stable_sort(by_life.begin(), by_life.end(), [&](std::size_t a, std::size_t b) { return life(a) > life(b); });
  const Index with_size = place_in_order(tensors, by_size);
  std::vector<PlannedTensor> other = tensors;
  const Index with_life = place_in_order(other, by_life);
  if (with_size <= with_life) return with_size;
  tensors = std::move(other);
  return with_life;
}

Index lower_bound(const std::vector<PlannedTensor>& tensors) {
  Index most = 0;
  for (const PlannedTensor& at : tensors) {  // the most is alive at a step that begins a tensor
    Index alive = 0;
    for (const PlannedTensor& tensor : tensors) {
      if (tensor.first <= at.first && at.first <= tensor.last) alive += aligned(tensor.size);
    }
    most = std::max(most, alive);
  }
  return most;
}

Index MemoryPlan::total(PlannedTensor::Kind kind) const {
  Index sum = 0;
  for (const PlannedTensor& tensor : tensors) sum += tensor.kind == kind ? tensor.size : 0;
  return sum;
}

namespace {

// Collects the tensors of a net, layer by layer.
class Planner {
 public:
  Planner(const std::vector<LayerMemory>& layers, Keep keep) : layers_(layers), keep_(keep) {
    plan_.layers.resize(layers.size());
  }

  MemoryPlan plan() {
    for (std::size_t i = 0; i < layers_.size(); ++i) plan_forward(i);
    if (keep_ != Keep::nothing) {
      for (std::size_t i = layers_.size(); i-- > 0;) plan_backward(i);
    }
    plan_.size = place(plan_.tensors);
    return std::move(plan_);
  }

 private:
  using Kind = PlannedTensor::Kind;

  [[nodiscard]] Index forward_step(std::size_t layer) const { return static_cast<Index>(layer); }
  [[nodiscard]] Index backward_step(std::size_t layer) const { return static_cast<Index>(2 * layers_.size() - layer); }

  std::size_t add(std::size_t layer, Kind kind, Index size, Index first, Index last) {
    if (size == 0) return MemoryPlan::kNone;
    plan_.tensors.push_back({layers_[layer].name, kind, size, first, last});
    return plan_.tensors.size() - 1;
  }

  void live_until(std::size_t tensor, Index step) {
    if (tensor != MemoryPlan::kNone) plan_.tensors[tensor].last = std::max(plan_.tensors[tensor].last, step);
  }

  //! [in_place]
  // A layer may write its output over its input if nobody reads that input again: neither its own backward nor that of
  // the layer before, for which it is the output.
  [[nodiscard]] bool in_place(std::size_t i) const {
    if (i == 0 || i + 1 == layers_.size() || !layers_[i].in_place || keep_ == Keep::all) return false;
    return keep_ == Keep::nothing || !(layers_[i].reads_x || layers_[i - 1].reads_y);
  }
  //! [in_place]

  void plan_forward(std::size_t i) {
    const LayerMemory& layer = layers_[i];
    MemoryPlan::Places& places = plan_.layers[i];
    const Index now = forward_step(i);
    if (i > 0) live_until(plan_.layers[i - 1].output, now);
    if (in_place(i)) {
      places.output = plan_.layers[i - 1].output;
    } else if (i + 1 < layers_.size()) {
      places.output = add(i, Kind::output, layer.output, now, keep_ == Keep::all ? backward_step(0) : now);
    }
    places.saved = add(i, Kind::saved, layer.saved, now, keep_ == Keep::all ? backward_step(0) : now);
    places.forward_workspace = add(i, Kind::workspace, layer.workspace, now, now);
  }

  void plan_backward(std::size_t i) {
    const LayerMemory& layer = layers_[i];
    MemoryPlan::Places& places = plan_.layers[i];
    const Index now = backward_step(i);
    if (layer.reads_y) live_until(places.output, now);
    if (layer.reads_x && i > 0) live_until(plan_.layers[i - 1].output, now);
    live_until(places.saved, now);
    // The gradient of this layer's output was written by the step before: the next layer's backward, or the loss.
    if (i + 1 < layers_.size() && layers_[i + 1].in_place) {
      places.gradient = plan_.layers[i + 1].gradient;
      live_until(places.gradient, now);
    } else {
      places.gradient = add(i, Kind::gradient, layer.output, now - 1, now);
    }
    places.backward_workspace = add(i, Kind::workspace, layer.workspace, now, now);
  }

  const std::vector<LayerMemory>& layers_;
  Keep keep_;
  MemoryPlan plan_;
};

}  // namespace

MemoryPlan plan_memory(const std::vector<LayerMemory>& layers, Keep keep) { return Planner(layers, keep).plan(); }

}  // namespace seven
