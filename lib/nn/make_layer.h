// From a layer's description to the layer.
#pragma once

#include <memory>

#include "nn/layer.h"
#include "nn/spec.h"

namespace seven {

// `position` is the layer's place in its net. Throws Error for an unknown variant in `variants`.
template <class T>
std::unique_ptr<Layer<T>> make_layer(const LayerSpec& spec, const VariantChoice& variants, Device device,
                                     Index position);

}  // namespace seven
