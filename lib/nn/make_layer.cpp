#include "nn/make_layer.h"

#include "nn/layers/activation_layer.h"
#include "nn/layers/conv2d_layer.h"
#include "nn/layers/dropout_layer.h"
#include "nn/layers/linear_layer.h"
#include "nn/layers/local2d_layer.h"
#include "nn/layers/lrn_layer.h"
#include "nn/layers/pool2d_layer.h"
#include "ops/variant.h"

namespace seven {

namespace {

std::string choice(const VariantChoice& variants, const std::string& op) {
  const auto found = variants.find(op);
  return found == variants.end() ? "best" : found->second;
}

// One overload for each kind of layer; std::visit picks it.
template <class T>
struct Maker {
  const std::string& name;
  const VariantChoice& variants;
  Device device;
  Index position;

  using Result = std::unique_ptr<Layer<T>>;

  Result operator()(const Conv2dSpec& spec) const {
    return std::make_unique<Conv2dLayer<T>>(name, spec, pick(conv2d::variants, "conv2d"));
  }
  Result operator()(const Local2dSpec& spec) const {
    return std::make_unique<Local2dLayer<T>>(name, spec, pick(local2d::variants, "local2d"));
  }
  Result operator()(const LinearSpec& spec) const {
    return std::make_unique<LinearLayer<T>>(name, spec, pick(linear::variants, "linear"));
  }
  Result operator()(const Pool2dSpec& spec) const {
    return std::make_unique<Pool2dLayer<T>>(name, spec, pick(pool2d::variants, "pool2d"));
  }
  Result operator()(const LrnSpec& spec) const {
    return std::make_unique<LrnLayer<T>>(name, spec, pick(lrn::variants, "lrn"));
  }
  Result operator()(const ActivationSpec& spec) const {
    return std::make_unique<ActivationLayer<T>>(name, spec, pick(activation::variants, "activation"));
  }
  Result operator()(const DropoutSpec& spec) const {
    return std::make_unique<DropoutLayer<T>>(name, spec, pick(dropout::variants, "dropout"), position);
  }

  template <class Variant>
  const Variant& pick(VariantTable<Variant> table, const std::string& op) const {
    return find_variant(table, op, called_on(device, choice(variants, op)));
  }
};

}  // namespace

template <class T>
std::unique_ptr<Layer<T>> make_layer(const LayerSpec& spec, const VariantChoice& variants, Device device,
                                     Index position) {
  return std::visit(Maker<T>{spec.name, variants, device, position}, spec.what);
}

template std::unique_ptr<Layer<float>> make_layer(const LayerSpec&, const VariantChoice&, Device, Index);
template std::unique_ptr<Layer<double>> make_layer(const LayerSpec&, const VariantChoice&, Device, Index);

}  // namespace seven
