#include "nn/net.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/parallel.h"
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

}  // namespace

template <class T>
Net<T>::Net(NetSpec spec, std::uint64_t seed, const VariantChoice& variants) : outline_(std::move(spec), variants) {
  for (Parameter<T>* parameter : parameters()) parameter->allocate();
  set_batch(1);
  Index position = 0;
  for (const auto& layer : layers()) {
    layer->initialise(seed, position);
    position += static_cast<Index>(layer->parameters().size());
  }
}

template <class T>
void Net<T>::set_batch(Index images) {
  outline_.set_batch(images);
  Index largest = images * spec().image.size();
  Index workspace = 0;
  activations_.clear();
  for (std::size_t i = 0; i < layers().size(); ++i) {
    activations_.emplace_back(outline_.shape(i));
    largest = std::max(largest, outline_.shape(i).size());
    workspace = std::max(workspace, layers()[i]->workspace());
  }
  grad_front_ = Tensor<T>(Shape{largest});
  grad_back_ = Tensor<T>(Shape{largest});
  workspace_ = Tensor<T>(Shape{workspace});
  probabilities_ = Tensor<T>(Shape{images, spec().classes});
  losses_ = Tensor<T>(Shape{images});
}

//! [forward]
template <class T>
const Tensor<T>& Net<T>::forward(const Tensor<T>& x, const Pass<T>& pass) {
  const Shape& got = x.shape();
  const Shape& image = spec().image;
  if (got.rank() != 4 || got[1] != image[0] || got[2] != image[1] || got[3] != image[2]) {
    throw Error("the images do not fit the net")
        .where(spec().name)
        .expected("(N, C, H, W) of images " + image.str())
        .got(got.str());
  }
  Index workspace = 0;
  for (const auto& layer : layers()) workspace = std::max(workspace, layer->workspace());  // grows with threads()
  if (got[0] != outline_.batch() || workspace > workspace_.size()) set_batch(got[0]);

  Pass<T> own = pass;
  own.workspace = workspace_.data();
  const Tensor<T>* input = &x;
  for (std::size_t i = 0; i < layers().size(); ++i) {
    layers()[i]->forward(activations_[i], *input, own);
    input = &activations_[i];
  }
  return activations_.back();
}
//! [forward]

template <class T>
double Net<T>::loss(const Tensor<Index>& labels) {
  if (labels.shape() != Shape{outline_.batch()}) {
    throw Error("the labels do not fit the batch")
        .where(spec().name)
        .expected(Shape{outline_.batch()}.str())
        .got(labels.shape().str());
  }
  for (Index n = 0; n < outline_.batch(); ++n) {
    if (labels[n] < 0 || labels[n] >= spec().classes) {
      throw Error("a label is out of range")
          .where(spec().name + ", image " + std::to_string(n) + " of the batch")
          .expected("0 to " + std::to_string(spec().classes - 1))
          .got(std::to_string(labels[n]));
    }
  }
  const softmax::Params params{.N = outline_.batch(), .C = spec().classes};
  const softmax::Functions<T>& op = softmax_functions<T>();
  op.forward(probabilities_.data(), activations_.back().data(), params);
  op.log_loss(losses_.data(), activations_.back().data(), labels.data(), params);
  double sum = 0.0;
  for (const T value : losses_.span()) sum += static_cast<double>(value);
  return sum / static_cast<double>(outline_.batch());
}

//! [backward]
template <class T>
void Net<T>::backward(const Tensor<T>& x, const Tensor<Index>& labels, const Pass<T>& pass) {
  Pass<T> own = pass;
  own.workspace = workspace_.data();
  const softmax::Params params{.N = outline_.batch(), .C = spec().classes};
  softmax_functions<T>().grad_loss(grad_back_.data(), probabilities_.data(), labels.data(),
                                   static_cast<T>(1.0 / static_cast<double>(outline_.batch())), params);
  for (std::size_t i = layers().size(); i-- > 0;) {
    const Tensor<T>& input = i == 0 ? x : activations_[i - 1];
    layers()[i]->backward(i == 0 ? nullptr : &grad_front_, grad_back_, input, activations_[i], own);
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
  for (const auto& layer : layers()) {
    for (const Parameter<T>* parameter : layer->parameters()) {
      if (!all_finite(parameter->value)) return parameter->name;
    }
  }
  return "";
}

template <class T>
std::string Net<T>::first_not_finite(const Tensor<T>& x) const {
  if (!all_finite(x)) return "the images themselves";
  for (std::size_t i = 0; i < layers().size(); ++i) {
    for (const Parameter<T>* parameter : layers()[i]->parameters()) {
      if (!all_finite(parameter->value)) return parameter->name;
    }
    if (!all_finite(activations_[i])) return layers()[i]->name() + " (its output)";
  }
  for (const auto& layer : layers()) {
    for (const Parameter<T>* parameter : layer->parameters()) {
      if (!all_finite(parameter->grad)) return parameter->name + " (its gradient)";
    }
  }
  return "";
}

template class Net<float>;
template class Net<double>;

}  // namespace seven
