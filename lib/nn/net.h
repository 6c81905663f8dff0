// Net: a chain of layers and the memory between them, placed by a plan (nn/memory_plan.h). The two-tower AlexNet is a
// chain too: its towers are groups. Chapter 04: chapters/04_learning/README.md.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "nn/outline.h"

namespace seven {

template <class T>
class Net {
 public:
  // Builds the layers; `variants` chooses an op's variant by name ("best" where it names none). Parameters are made and
  // initialised from `seed`; they, their gradients and all activations live on `device`, where all arithmetic is done.
  // Throws Error, naming the layer, if a layer does not fit the one before it.
  explicit Net(NetSpec spec, std::uint64_t seed = 0, const VariantChoice& variants = {}, Device device = Device::cpu);
  [[nodiscard]] Device device() const { return device_; }

  [[nodiscard]] const NetSpec& spec() const { return outline_.spec(); }
  [[nodiscard]] const Outline<T>& outline() const { return outline_; }
  [[nodiscard]] std::vector<Parameter<T>*> parameters() { return outline_.parameters(); }
  [[nodiscard]] Index parameter_count() const { return outline_.parameter_count(); }

  // Takes the memory of a training step with `images` images; forward() does so itself when it needs more.
  void set_batch(Index images);

  // x (N, C, H, W) -> logits (N, classes), owned by the net until the next call, on its device. pass.keep says what
  // else stays. x comes from the CPU; it is brought to the device if that is another.
  const Tensor<T>& forward(const Tensor<T>& x, const Pass<T>& pass);
  // The same logits where the CPU can read them.
  const Tensor<T>& logits();

  // The mean over the batch of -log softmax(logits)[label], and the probabilities (N, classes).
  double loss(const Tensor<Index>& labels);
  [[nodiscard]] const Tensor<T>& probabilities() const { return probabilities_; }

  // After forward() and loss(): adds the gradient of the mean loss to every parameter's `grad`. `x` is forward's, and
  // the labels are loss's.
  // Once only, since gradients come to lie where activations were; with Keep::all again and again. Throws Error if
  // forward kept nothing for it.
  void backward(const Tensor<T>& x, const Tensor<Index>& labels, const Pass<T>& pass);

  void zero_gradients();

  // The first parameter that holds a NaN or an infinity: "conv2.weight"; "" if none does.
  [[nodiscard]] std::string first_bad_parameter() const;

  // The first layer whose output, parameter or gradient holds a NaN or an infinity: "conv2 (its output)"; "" if none
  // does. Runs forward on x once more, keeping all outputs.
  [[nodiscard]] std::string first_not_finite(const Tensor<T>& x, const Pass<T>& pass);

  [[nodiscard]] const std::vector<std::unique_ptr<Layer<T>>>& layers() const { return outline_.layers(); }
  // A copy of a layer's output, after a forward pass with Keep::all; Throws Error after any other.
  [[nodiscard]] Tensor<T> activation(std::size_t layer) const;

  // The plan of the last pass.
  [[nodiscard]] const MemoryPlan& memory_plan() const { return plan_; }
  // The bytes that the net holds beside its parameters and their gradients: StepMemory's arena and logits.
  [[nodiscard]] double held_memory() const;

  // In the last pass, layer i was a ReLU that the convolution or linear layer before it ran.
  [[nodiscard]] bool run_by_the_layer_before(std::size_t i) const;

  // For timing: called after each layer's part of a pass, or with the number of layers after the loss's gradient.
  using Watch = std::function<void(std::size_t layer, bool backward)>;
  void watch(Watch after_layer) { after_layer_ = std::move(after_layer); }

  // For tests. From now on everything in the arena that no living tensor holds is overwritten with NaN before each
  // layer's call: a layer that reads what the plan thinks dead, or what nobody has written, shows.
  void poison(bool on) { poison_ = on; }

  [[nodiscard]] std::vector<LayerSummary> summary() const { return outline_.summary(); }
  [[nodiscard]] std::string table() const { return outline_.table(); }

 private:
  void prepare(Index images, Keep keep);
  [[nodiscard]] Index workspaces_now() const;  // of all layers, with the present number of threads
  void poison_free(Index step);
  T* at(std::size_t tensor);  // null for kNone
  // The pass of one layer: forward's, or backward's.
  Pass<T> pass_of(const Pass<T>& pass, std::size_t layer, bool backward);

  const Tensor<T>& on_device(const Tensor<T>& x);  // x itself, or input_

  Device device_;
  Outline<T> outline_;
  MemoryPlan plan_;
  Tensor<T> arena_;                   // of the largest plan so far
  Tensor<T> logits_, probabilities_;  // (N, classes)
  Tensor<T> losses_;                  // (N)
  Tensor<T> input_, cpu_logits_;      // copies, on another device than the CPU and from it
  Tensor<Index> labels_;              // the same
  Keep keep_ = Keep::nothing;         // of the plan
  Index workspaces_ = -1;             // their sum when the plan was made: they grow with threads()
  bool has_logits_ = false;           // a forward pass has been made since the plan
  bool backward_ready_ = false;       // what backward reads is there
  bool has_loss_ = false;             // the probabilities are those of the last forward pass
  bool poison_ = false;
  Watch after_layer_;
};

}  // namespace seven
