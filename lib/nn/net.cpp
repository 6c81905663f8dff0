#include "nn/net.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/parallel.h"
#include "ops/softmax/softmax.h"
#include "ops/variant.h"

namespace seven {

namespace {

template <class T>
const softmax::Functions<T>& softmax_functions(Device device) {
  return functions<T>(find_variant(softmax::variants, "softmax", called_on(device, "best")));
}

template <class T>
bool all_finite(const Tensor<T>& tensor) {
  if (tensor.device() != Device::cpu) return all_finite(tensor.to(Device::cpu));
  return std::all_of(tensor.span().begin(), tensor.span().end(), [](T value) { return std::isfinite(value); });
}

}  // namespace

template <class T>
Net<T>::Net(NetSpec spec, std::uint64_t seed, const VariantChoice& variants, Device device)
    : device_(device), outline_(std::move(spec), variants, device) {
  for (Parameter<T>* parameter : parameters()) parameter->allocate();
  Index position = 0;
  for (const auto& layer : layers()) {
    layer->initialise(seed, position);
    position += static_cast<Index>(layer->parameters().size());
  }
  if (device == Device::cpu) return;
  for (Parameter<T>* parameter : parameters()) {
    const Tensor<T> initial = std::move(parameter->value);
    parameter->allocate(device);
    parameter->value.copy_from(initial);
  }
}

template <class T>
void Net<T>::set_batch(Index images) {
  prepare(images, Keep::backward);
}

template <class T>
Index Net<T>::workspaces_now() const {
  Index sum = 0;
  for (const auto& layer : layers()) sum += layer->workspace();
  return sum;
}

//! [prepare]
// A new plan, if the last one was for something else. The arena only grows: a last, smaller batch costs nothing.
template <class T>
void Net<T>::prepare(Index images, Keep keep) {
  if (images != outline_.batch()) outline_.set_batch(images);
  const Index workspaces = workspaces_now();
  has_logits_ = has_loss_ = backward_ready_ = false;
  if (logits_.size() > 0 && logits_.shape()[0] == images && keep_ == keep && workspaces_ == workspaces) return;
  keep_ = keep;
  workspaces_ = workspaces;
  plan_ = plan_memory(outline_.memory(), keep);
  if (plan_.size > arena_.size()) {
    arena_ = Tensor<T>();  // the old one goes first
    arena_ = Tensor<T>(Shape{plan_.size}, device_);
  }
  if (logits_.shape() == Shape{images, spec().classes}) return;
  logits_ = Tensor<T>(Shape{images, spec().classes}, device_);
  probabilities_ = Tensor<T>(Shape{images, spec().classes}, device_);
  losses_ = Tensor<T>(Shape{images}, device_);
}
//! [prepare]

template <class T>
T* Net<T>::at(std::size_t tensor) {
  return tensor == MemoryPlan::kNone ? nullptr : arena_.data() + plan_.tensors[tensor].offset;
}

//! [relu]
template <class T>
bool Net<T>::run_by_the_layer_before(std::size_t i) const {
  if (i == 0 || i >= layers().size() || plan_.layers[i].output == MemoryPlan::kNone) return false;
  const bool in_place = plan_.layers[i].output == plan_.layers[i - 1].output;
  return in_place && layers()[i]->is_relu() && layers()[i - 1]->runs_relu();
}
//! [relu]

template <class T>
Pass<T> Net<T>::pass_of(const Pass<T>& pass, std::size_t layer, bool backward) {
  const MemoryPlan::Places& places = plan_.layers[layer];
  Pass<T> own = pass;
  own.relu = run_by_the_layer_before(layer + 1);
  own.saved = at(places.saved);
  own.workspace = at(backward ? places.backward_workspace : places.forward_workspace);
  return own;
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
  prepare(got[0], pass.keep);
  if (x.device() != device_) {
    if (input_.shape() != x.shape() || input_.device() != device_) input_ = Tensor<T>(x.shape(), device_);
    input_.copy_from(x);
  }
  const T* input = on_device(x).data();
  for (std::size_t i = 0; i < layers().size(); ++i) {
    if (poison_) poison_free(static_cast<Index>(i));
    const bool last = i + 1 == layers().size();
    T* output = last ? logits_.data() : at(plan_.layers[i].output);
    if (!run_by_the_layer_before(i)) layers()[i]->forward(output, input, pass_of(pass, i, false));
    if (after_layer_) after_layer_(i, false);
    input = output;
  }
  has_logits_ = true;
  backward_ready_ = keep_ != Keep::nothing;
  return logits_;
}
//! [forward]

template <class T>
const Tensor<T>& Net<T>::on_device(const Tensor<T>& x) {
  return x.device() == device_ ? x : input_;
}

template <class T>
const Tensor<T>& Net<T>::logits() {
  if (device_ == Device::cpu) return logits_;
  cpu_logits_ = logits_.to(Device::cpu);
  return cpu_logits_;
}

template <class T>
double Net<T>::loss(const Tensor<Index>& labels) {
  const Index images = logits_.shape()[0];
  if (!has_logits_) throw Error("a loss needs logits: no forward pass has been made").where(spec().name);
  if (labels.shape() != Shape{images}) {
    throw Error("the labels do not fit the batch")
        .where(spec().name)
        .expected(Shape{images}.str())
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
  const softmax::Functions<T>& op = softmax_functions<T>(device_);
  if (device_ != Device::cpu) labels_ = labels.to(device_);
  op.forward(probabilities_.data(), logits_.data(), params);
  op.log_loss(losses_.data(), logits_.data(), (device_ == Device::cpu ? labels : labels_).data(), params);
  has_loss_ = true;
  double sum = 0.0;
  const Tensor<T> losses = losses_.to(Device::cpu);
  for (const T value : losses.span()) sum += static_cast<double>(value);
  return sum / static_cast<double>(outline_.batch());
}

//! [backward]
template <class T>
void Net<T>::backward(const Tensor<T>& x, const Tensor<Index>& labels, const Pass<T>& pass) {
  if (!backward_ready_ || !has_loss_) {
    throw Error("backward needs a forward pass that kept something for it, and its loss")
        .where(spec().name)
        .expected("forward, loss, backward")
        .got(backward_ready_ ? "no loss since the last forward pass" : "nothing kept, or used up by a backward pass")
        .fix("call forward again; with Keep::all backward may be called more than once");
  }
  if (workspaces_now() != workspaces_) {
    throw Error("the number of threads changed between forward and backward: the workspaces are of another size")
        .where(spec().name)
        .fix("call set_threads before forward");
  }
  const auto count = static_cast<Index>(layers().size());
  if (poison_) poison_free(count);
  const softmax::Params params{.N = outline_.batch(), .C = spec().classes};
  softmax_functions<T>(device_).grad_loss(at(plan_.layers.back().gradient), probabilities_.data(),
                                          (device_ == Device::cpu ? labels : labels_).data(),
                                          static_cast<T>(1.0 / static_cast<double>(outline_.batch())), params);
  backward_ready_ = keep_ == Keep::all;
  if (after_layer_) after_layer_(layers().size(), true);
  for (std::size_t i = layers().size(); i-- > 0;) {
    if (poison_) poison_free(2 * count - static_cast<Index>(i));
    const T* input = i == 0 ? on_device(x).data() : at(plan_.layers[i - 1].output);
    const T* output = i + 1 == layers().size() ? logits_.data() : at(plan_.layers[i].output);
    T* grad_input = i == 0 ? nullptr : at(plan_.layers[i - 1].gradient);
    layers()[i]->backward(grad_input, at(plan_.layers[i].gradient), input, output, pass_of(pass, i, true));
    if (after_layer_) after_layer_(i, true);
  }
}
//! [backward]

template <class T>
void Net<T>::poison_free(Index step) {
  std::vector<const PlannedTensor*> alive;
  for (const PlannedTensor& tensor : plan_.tensors) {
    if (tensor.first < step && step <= tensor.last) alive.push_back(&tensor);
  }
  std::sort(alive.begin(), alive.end(), [](const auto* a, const auto* b) { return a->offset < b->offset; });
  Index free = 0;
  const auto fill_to = [&](Index end) {
    if (end > free) std::fill(arena_.data() + free, arena_.data() + end, std::numeric_limits<T>::quiet_NaN());
  };
  for (const PlannedTensor* tensor : alive) {
    fill_to(tensor->offset);
    free = tensor->offset + tensor->size;
  }
  fill_to(arena_.size());
}

template <class T>
Tensor<T> Net<T>::activation(std::size_t layer) const {
  if (keep_ != Keep::all || !backward_ready_) {
    throw Error("a layer's output was not kept")
        .where(spec().name + ", " + layers().at(layer)->name())
        .fix("forward with Pass::keep = Keep::all");
  }
  if (layer + 1 == layers().size()) return logits_.to(Device::cpu);
  Tensor<T> copy(outline_.shape(layer), kUninitialised);
  const T* output = arena_.data() + plan_.tensors[plan_.layers[layer].output].offset;
  memory_of(device_).copy_out(copy.data(), output, copy.span().size_bytes());
  return copy;
}

template <class T>
double Net<T>::held_memory() const {
  const Index elements = arena_.size() + logits_.size() + probabilities_.size() + losses_.size();
  return sizeof(T) * static_cast<double>(elements);
}

template <class T>
void Net<T>::zero_gradients() {
  for (Parameter<T>* parameter : parameters()) parameter->grad.zero();
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
std::string Net<T>::first_not_finite(const Tensor<T>& x, const Pass<T>& pass) {
  if (!all_finite(x)) return "the images themselves";
  Pass<T> all = pass;
  all.keep = Keep::all;
  forward(x, all);
  for (std::size_t i = 0; i < layers().size(); ++i) {
    for (const Parameter<T>* parameter : layers()[i]->parameters()) {
      if (!all_finite(parameter->value)) return parameter->name;
    }
    if (!all_finite(activation(i))) return layers()[i]->name() + " (its output)";
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
