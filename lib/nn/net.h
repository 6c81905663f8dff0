// Net: a chain of layers and the memory between them. The two-tower AlexNet is a chain too: its towers are groups.
// Chapter 04: chapters/04_learning/README.md.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "nn/outline.h"

namespace seven {

template <class T>
class Net {
 public:
  // Builds the layers; `variants` chooses an op's variant by name ("best" where it names none). Parameters are made and
  // initialised from `seed`. Throws Error, naming the layer, if a layer does not fit the one before it.
  explicit Net(NetSpec spec, std::uint64_t seed = 0, const VariantChoice& variants = {});

  [[nodiscard]] const NetSpec& spec() const { return outline_.spec(); }
  [[nodiscard]] const Outline<T>& outline() const { return outline_; }
  [[nodiscard]] std::vector<Parameter<T>*> parameters() { return outline_.parameters(); }
  [[nodiscard]] Index parameter_count() const { return outline_.parameter_count(); }

  // Sizes the activations for batches of `images`; forward() does so itself when the batch changes.
  void set_batch(Index images);

  // x (N, C, H, W) -> logits (N, classes), owned by the net until the next call.
  const Tensor<T>& forward(const Tensor<T>& x, const Pass<T>& pass);

  // The mean over the batch of -log softmax(logits)[label], and the probabilities (N, classes).
  double loss(const Tensor<Index>& labels);
  [[nodiscard]] const Tensor<T>& probabilities() const { return probabilities_; }

  // After forward() and loss(): adds the gradient of the mean loss to every parameter's `grad`. `x` is forward's.
  void backward(const Tensor<T>& x, const Tensor<Index>& labels, const Pass<T>& pass);

  void zero_gradients();

  // The first parameter that holds a NaN or an infinity: "conv2.weight"; "" if none does.
  [[nodiscard]] std::string first_bad_parameter() const;

  // The first layer whose output, parameter or gradient holds a NaN or an infinity: "conv2 (output)"; "" if none does.
  [[nodiscard]] std::string first_not_finite(const Tensor<T>& x) const;

  [[nodiscard]] const std::vector<std::unique_ptr<Layer<T>>>& layers() const { return outline_.layers(); }
  [[nodiscard]] const Tensor<T>& activation(std::size_t layer) const { return activations_[layer]; }

  [[nodiscard]] std::vector<LayerSummary> summary() const { return outline_.summary(); }
  [[nodiscard]] std::string table() const { return outline_.table(); }

 private:
  Outline<T> outline_;
  std::vector<Tensor<T>> activations_;  // activations_[i] is the output of layer i
  Tensor<T> grad_front_, grad_back_;    // gradients of two neighbouring activations, taking turns
  Tensor<T> workspace_;
  Tensor<T> probabilities_;  // (N, classes)
  Tensor<T> losses_;         // (N)
};

}  // namespace seven
