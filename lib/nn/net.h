// Net: a chain of layers and the memory between them. The two-tower AlexNet is a chain too: its towers are groups.
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

template <class T>
class Net {
 public:
  // Builds the layers; `variants` chooses an op's variant by name ("best" where it names none). Parameters are made and
  // initialised from `seed`. Throws Error, naming the layer, if a layer does not fit the one before it.
  explicit Net(NetSpec spec, std::uint64_t seed = 0, const VariantChoice& variants = {});

  [[nodiscard]] const NetSpec& spec() const { return spec_; }
  [[nodiscard]] std::vector<Parameter<T>*> parameters();
  [[nodiscard]] Index parameter_count() const;

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

  [[nodiscard]] const std::vector<std::unique_ptr<Layer<T>>>& layers() const { return layers_; }
  [[nodiscard]] const Tensor<T>& activation(std::size_t layer) const { return activations_[layer]; }

  [[nodiscard]] std::vector<LayerSummary> summary() const;
  // The summary as text, with its sums.
  [[nodiscard]] std::string table() const;

 private:
  NetSpec spec_;
  std::vector<std::unique_ptr<Layer<T>>> layers_;
  std::vector<Tensor<T>> activations_;  // activations_[i] is the output of layer i
  std::vector<Shape> shapes_;           // of each layer's output, for the present batch
  Tensor<T> grad_front_, grad_back_;    // gradients of two neighbouring activations, taking turns
  Tensor<T> workspace_;
  Tensor<T> probabilities_;  // (N, classes)
  Tensor<T> losses_;         // (N)
  Index batch_ = 0;
};

}  // namespace seven
