#include "nn/outline.h"

#include <algorithm>
#include <utility>

#include "core/suggest.h"
#include "nn/make_layer.h"

namespace seven {

namespace {

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
Outline<T>::Outline(NetSpec spec, const VariantChoice& variants, Device device) : spec_(std::move(spec)) {
  check_choice(variants);
  for (const LayerSpec& layer : spec_.layers) {
    layers_.push_back(make_layer<T>(layer, variants, device, static_cast<Index>(layers_.size())));
  }
  set_batch(1);
  if (shapes_.empty() || shapes_.back() != Shape{1, spec_.classes}) {
    throw Error("a net's last layer must give one logit a class")
        .where(spec_.name)
        .expected(Shape{1, spec_.classes}.str())
        .got(shapes_.empty() ? "no layer" : shapes_.back().str());
  }
}

//! [set_batch]
template <class T>
void Outline<T>::set_batch(Index images) {
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
  shapes_.clear();
  for (const auto& layer : layers_) {
    shape = layer->setup(shape);
    shapes_.push_back(shape);
  }
  batch_ = images;
}
//! [set_batch]

template <class T>
std::vector<Parameter<T>*> Outline<T>::parameters() const {
  std::vector<Parameter<T>*> all;
  for (const auto& layer : layers_) {
    for (Parameter<T>* parameter : layer->parameters()) all.push_back(parameter);
  }
  return all;
}

template <class T>
Index Outline<T>::parameter_count() const {
  Index count = 0;
  for (const Parameter<T>* parameter : parameters()) count += parameter->shape.size();
  return count;
}

template <class T>
std::vector<LayerMemory> Outline<T>::memory() const {
  std::vector<LayerMemory> all;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const Layer<T>& layer = *layers_[i];
    all.push_back({.name = layer.name(),
                   .output = shapes_[i].size(),
                   .saved = layer.saved(),
                   .workspace = layer.workspace(),
                   .reads_x = layer.reads_x(),
                   .reads_y = layer.reads_y(),
                   .in_place = layer.in_place()});
  }
  return all;
}

template class Outline<float>;
template class Outline<double>;

}  // namespace seven
