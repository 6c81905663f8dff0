#include "nn/memory_plan.h"

#include <doctest.h>

#include <string>

#include "core/philox.h"
#include "nn/models/models.h"
#include "nn/outline.h"

using namespace seven;

namespace {

// Plays a forward and backward pass in which every tensor is a number: whoever writes a tensor fills its place with its
// own number, whoever reads one expects its number in every element. It knows nothing of the plan's lifetimes.
class Play {
 public:
  Play(const std::vector<LayerMemory>& layers, const MemoryPlan& plan)
      : layers_(layers), plan_(plan), arena_(static_cast<std::size_t>(plan.size), 0) {}

  // "" if every reader found what it needs; else the first one that did not.
  std::string forward() {
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      const MemoryPlan::Places& at = plan_.layers[i];
      if (i > 0) read(plan_.layers[i - 1].output, output(i - 1), "forward's x of " + layers_[i].name);
      write(at.forward_workspace, kRubbish);
      write(at.output, output(i));
      write(at.saved, saved(i));
      // During a call nothing may lie over anything else, but y over x.
      read(at.forward_workspace, kRubbish, "workspace of " + layers_[i].name);
      read(at.output, output(i), "y of " + layers_[i].name);
      if (i > 0 && plan_.layers[i - 1].output != at.output)
        read(plan_.layers[i - 1].output, output(i - 1), "x, while y is written, of " + layers_[i].name);
    }
    return failure_;
  }

  std::string backward() {
    write(plan_.layers.back().gradient, gradient(layers_.size() - 1));
    for (std::size_t i = layers_.size(); i-- > 0;) {
      const MemoryPlan::Places& at = plan_.layers[i];
      write(at.backward_workspace, kRubbish);
      expect_inputs(i, true);
      if (i == 0) continue;
      write(plan_.layers[i - 1].gradient, gradient(i - 1));
      expect_inputs(i, plan_.layers[i - 1].gradient != at.gradient);
      read(at.backward_workspace, kRubbish, "workspace of " + layers_[i].name);
    }
    return failure_;
  }

  std::string all_outputs() {
    for (std::size_t i = 0; i + 1 < layers_.size(); ++i)
      read(plan_.layers[i].output, output(i), "kept output of " + layers_[i].name);
    return failure_;
  }

 private:
  static constexpr int kRubbish = -1;
  [[nodiscard]] int output(std::size_t i) const { return static_cast<int>(3 * i + 1); }
  [[nodiscard]] int saved(std::size_t i) const { return static_cast<int>(3 * i + 2); }
  [[nodiscard]] int gradient(std::size_t i) const { return static_cast<int>(3 * i + 3); }

  void expect_inputs(std::size_t i, bool with_gradient) {
    const MemoryPlan::Places& at = plan_.layers[i];
    const std::string of = " of " + layers_[i].name;
    if (with_gradient) read(at.gradient, gradient(i), "grad_y" + of);
    if (layers_[i].reads_x && i > 0) read(plan_.layers[i - 1].output, output(i - 1), "backward's x" + of);
    if (layers_[i].reads_y) read(at.output, output(i), "backward's y" + of);
    read(at.saved, saved(i), "saved" + of);
  }

  void write(std::size_t index, int number) {
    if (index == MemoryPlan::kNone) return;
    const PlannedTensor& tensor = plan_.tensors[index];
    if (tensor.offset + tensor.size > plan_.size) failure_ = tensor.name + " lies outside of the arena";
    if (failure_.empty()) std::fill_n(arena_.begin() + tensor.offset, tensor.size, number);
  }

  void read(std::size_t index, int number, const std::string& what) {
    if (index == MemoryPlan::kNone || !failure_.empty()) return;
    const PlannedTensor& tensor = plan_.tensors[index];
    for (Index j = tensor.offset; j < tensor.offset + tensor.size; ++j) {
      if (arena_[static_cast<std::size_t>(j)] != number) failure_ = what;
    }
  }

  const std::vector<LayerMemory>& layers_;
  const MemoryPlan& plan_;
  std::vector<int> arena_;
  std::string failure_;
};

void check_plan(const std::vector<LayerMemory>& layers) {
  for (const Keep keep : {Keep::nothing, Keep::backward, Keep::all}) {
    const MemoryPlan plan = plan_memory(layers, keep);
    CHECK(plan.size >= lower_bound(plan.tensors));
    Play play(layers, plan);
    CHECK(play.forward() == "");
    if (keep == Keep::nothing) continue;
    CHECK(play.backward() == "");
    if (keep != Keep::all) continue;
    CHECK(play.all_outputs() == "");
    CHECK(play.backward() == "");  // a second time
  }
}

std::vector<LayerMemory> random_chain(Random& random) {
  std::vector<LayerMemory> layers(static_cast<std::size_t>(2 + random.below(12)));
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const bool in_place = i > 0 && random.below(3) == 0;
    layers[i] = {.name = std::to_string(i),
                 .output = in_place ? layers[i - 1].output : 1 + random.below(200),
                 .saved = random.below(3) == 0 ? 1 + random.below(200) : 0,
                 .workspace = random.below(2) == 0 ? 1 + random.below(300) : 0,
                 .reads_x = random.below(2) == 0,
                 .reads_y = random.below(2) == 0,
                 .in_place = in_place};
  }
  return layers;
}

}  // namespace

TEST_CASE("in plans of random chains every reader finds what was written for it") {
  Random random(7, Purpose::test);
  for (int chain = 0; chain < 1000; ++chain) {
    CAPTURE(chain);
    check_plan(random_chain(random));
  }
}

TEST_CASE("in the plans of all nets every reader finds what was written for it, and little is wasted") {
  for (const std::string& name : model_names()) {
    CAPTURE(name);
    const Outline<float> net(model(name));
    check_plan(net.memory());
    const MemoryPlan plan = plan_memory(net.memory(), Keep::backward);
    CHECK(static_cast<double>(plan.size) <= 1.05 * static_cast<double>(lower_bound(plan.tensors)));
  }
}

TEST_CASE("a ReLU after a convolution works in place, and an LRN's input stays") {
  const std::vector<LayerMemory> layers = {{.name = "conv", .output = 160, .reads_x = true},
                                           {.name = "relu", .output = 160, .reads_y = true, .in_place = true},
                                           {.name = "norm", .output = 160, .saved = 160, .reads_x = true},
                                           {.name = "drop", .output = 160, .saved = 160, .in_place = true},
                                           {.name = "fc", .output = 16, .reads_x = true}};
  const MemoryPlan plan = plan_memory(layers, Keep::backward);
  CHECK(plan.layers[1].output == plan.layers[0].output);
  CHECK(plan.layers[2].output != plan.layers[1].output);
  CHECK(plan.layers[3].output == plan.layers[2].output);
  CHECK(plan.layers[4].output == MemoryPlan::kNone);
  // relu, norm's two, drop's mask, drop's output; the gradients of fc and drop come when all of these still live.
  CHECK(plan.size == 4 * 160 + 16 + 160);
  // A pass that keeps nothing needs two neighbours and what norm writes beside its output.
  CHECK(plan_memory(layers, Keep::nothing).size == 3 * 160);
  CHECK(plan_memory(layers, Keep::all).layers[1].output != plan_memory(layers, Keep::all).layers[0].output);
}
