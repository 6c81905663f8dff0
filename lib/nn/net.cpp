#include "nn/net.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/parallel.h"
#include "core/suggest.h"
#include "nn/make_layer.h"
#include "ops/softmax/softmax.h"
#include "ops/variant.h"

namespace seven {

namespace {

template <class T>
const softmax::Functions<T>& softmax_functions() {
  return functions<T>(find_variant(softmax::variants(), "softmax", "best"));
}

template <class T>
bool all_finite(const Tensor<T>& tensor) {
  return std::all_of(tensor.span().begin(), tensor.span().end(), [](T value) { return std::isfinite(value); });
}

void check_choice(const VariantChoice& variants) {
  static const std::vector<std::string> kOps = {"activation", "conv2d", "dropout", "linear",
                                                "local2d",    "lrn",    "pool2d"};
  for (const auto& [op, variant] : variants) {
    if (std::find(kOps.begin(), kOps.end(), op) == kOps.end())
      throw unknown_name("op with a choice of variants", op, kOps);
  }
}

}  // namespace

template <class T>
Net<T>::Net(NetSpec spec, std::uint64_t seed, const VariantChoice& variants) : spec_(std::move(spec)) {
  check_choice(variants);
  for (const LayerSpec& layer : spec_.layers) {
    layers_.push_back(make_layer<T>(layer, variants, static_cast<Index>(layers_.size())));
  }
  set_batch(1);
  if (shapes_.empty() || shapes_.back() != Shape{1, spec_.classes}) {
    throw Error("a net's last layer must give one logit a class")
        .where(spec_.name)
        .expected(Shape{1, spec_.classes}.str())
        .got(shapes_.empty() ? "no layer" : shapes_.back().str());
  }
  Index position = 0;
  for (const auto& layer : layers_) {
    layer->initialise(seed, position);
    position += static_cast<Index>(layer->parameters().size());
  }
}

template <class T>
std::vector<Parameter<T>*> Net<T>::parameters() {
  std::vector<Parameter<T>*> all;
  for (const auto& layer : layers_) {
    for (Parameter<T>* parameter : layer->parameters()) all.push_back(parameter);
  }
  return all;
}

template <class T>
Index Net<T>::parameter_count() const {
  Index count = 0;
  for (const auto& layer : layers_) {
    for (const Parameter<T>* parameter : layer->parameters()) count += parameter->value.size();
  }
  return count;
}

//! [set_batch]
template <class T>
void Net<T>::set_batch(Index images) {
  if (images < 1) {
    throw Error("a batch needs at least one image")
        .where(spec_.name)
        .expected("1 or more")
        .got(std::to_string(images))
        .wrong_use();
  }
  std::vector<Index> sizes{images};
  for (int axis = 0; axis < spec_.image.rank(); ++axis) sizes.push_back(spec_.image[axis]);
  Shape shape(sizes);
  Index largest = shape.size();
  Index workspace = 0;
  shapes_.clear();
  for (const auto& layer : layers_) {
    shape = layer->setup(shape);
    shapes_.push_back(shape);
    largest = std::max(largest, shape.size());
    workspace = std::max(workspace, layer->workspace());
  }
  activations_.clear();
  for (const Shape& s : shapes_) activations_.emplace_back(s);
  grad_front_ = Tensor<T>(Shape{largest});
  grad_back_ = Tensor<T>(Shape{largest});
  workspace_ = Tensor<T>(Shape{workspace});
  probabilities_ = Tensor<T>(Shape{images, spec_.classes});
  losses_ = Tensor<T>(Shape{images});
  batch_ = images;
}
//! [set_batch]

//! [forward]
template <class T>
const Tensor<T>& Net<T>::forward(const Tensor<T>& x, const Pass<T>& pass) {
  const Shape& got = x.shape();
  const Shape& image = spec_.image;
  if (got.rank() != 4 || got[1] != image[0] || got[2] != image[1] || got[3] != image[2]) {
    throw Error("the images do not fit the net")
        .where(spec_.name)
        .expected("(N, C, H, W) of images " + image.str())
        .got(got.str());
  }
  Index workspace = 0;
  for (const auto& layer : layers_) workspace = std::max(workspace, layer->workspace());  // grows with threads()
  if (got[0] != batch_ || workspace > workspace_.size()) set_batch(got[0]);

  Pass<T> own = pass;
  own.workspace = workspace_.data();
  const Tensor<T>* input = &x;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    layers_[i]->forward(activations_[i], *input, own);
    input = &activations_[i];
  }
  return activations_.back();
}
//! [forward]

template <class T>
double Net<T>::loss(const Tensor<Index>& labels) {
  if (labels.shape() != Shape{batch_}) {
    throw Error("the labels do not fit the batch")
        .where(spec_.name)
        .expected(Shape{batch_}.str())
        .got(labels.shape().str());
  }
  for (Index n = 0; n < batch_; ++n) {
    if (labels[n] < 0 || labels[n] >= spec_.classes) {
      throw Error("a label is out of range")
          .where(spec_.name + ", image " + std::to_string(n) + " of the batch")
          .expected("0 to " + std::to_string(spec_.classes - 1))
          .got(std::to_string(labels[n]));
    }
  }
  const softmax::Params params{.N = batch_, .C = spec_.classes};
  const softmax::Functions<T>& op = softmax_functions<T>();
  op.forward(probabilities_.data(), activations_.back().data(), params);
  op.log_loss(losses_.data(), activations_.back().data(), labels.data(), params);
  double sum = 0.0;
  for (const T value : losses_.span()) sum += static_cast<double>(value);
  return sum / static_cast<double>(batch_);
}

//! [backward]
template <class T>
void Net<T>::backward(const Tensor<T>& x, const Tensor<Index>& labels, const Pass<T>& pass) {
  Pass<T> own = pass;
  own.workspace = workspace_.data();
  const softmax::Params params{.N = batch_, .C = spec_.classes};
  softmax_functions<T>().grad_loss(grad_back_.data(), probabilities_.data(), labels.data(),
                                   static_cast<T>(1.0 / static_cast<double>(batch_)), params);
  for (std::size_t i = layers_.size(); i-- > 0;) {
    const Tensor<T>& input = i == 0 ? x : activations_[i - 1];
    layers_[i]->backward(i == 0 ? nullptr : &grad_front_, grad_back_, input, activations_[i], own);
    std::swap(grad_front_, grad_back_);
  }
}
//! [backward]

template <class T>
void Net<T>::zero_gradients() {
  for (Parameter<T>* parameter : parameters()) parameter->grad.fill(T{0});
}

template <class T>
std::string Net<T>::first_bad_parameter() const {
  for (const auto& layer : layers_) {
    for (const Parameter<T>* parameter : layer->parameters()) {
      if (!all_finite(parameter->value)) return parameter->name;
    }
  }
  return "";
}

template <class T>
std::string Net<T>::first_not_finite(const Tensor<T>& x) const {
  if (!all_finite(x)) return "the images themselves";
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    for (const Parameter<T>* parameter : layers_[i]->parameters()) {
      if (!all_finite(parameter->value)) return parameter->name;
    }
    if (!all_finite(activations_[i])) return layers_[i]->name() + " (its output)";
  }
  for (const auto& layer : layers_) {
    for (const Parameter<T>* parameter : layer->parameters()) {
      if (!all_finite(parameter->grad)) return parameter->name + " (its gradient)";
    }
  }
  return "";
}

template class Net<float>;
template class Net<double>;

}  // namespace seven
