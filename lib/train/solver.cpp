#include "train/solver.h"

#include <algorithm>

#include "core/suggest.h"
#include "ops/sgd/sgd.h"
#include "ops/variant.h"

namespace seven {

Solver::Solver(Net<float>& net, const Recipe& recipe)
    : parameters_(net.parameters()),
      momentum_(recipe.momentum),
      op_(functions<float>(find_variant(sgd::variants, "sgd", called_on(net.device(), "best")))) {
  std::vector<std::string> layers;
  for (const Parameter<float>* parameter : parameters_) {
    const std::size_t dot = parameter->name.rfind('.');
    const std::string layer = parameter->name.substr(0, dot);
    const bool is_bias = parameter->name.substr(dot + 1) == "bias";
    const auto own = recipe.decay_of.find(layer);
    const double weight_decay = own != recipe.decay_of.end() ? own->second : recipe.decay;
    groups_.push_back(is_bias ? Group{recipe.rate * recipe.bias_rate_factor, recipe.bias_decay}
                              : Group{recipe.rate, weight_decay});
    velocities_.emplace_back(parameter->value.shape(), net.device());
    layers.push_back(layer);
  }
  for (const auto& [layer, decay] : recipe.decay_of) {
    if (std::find(layers.begin(), layers.end(), layer) == layers.end()) {
      throw unknown_name("layer with parameters in " + net.spec().name, layer, layers);
    }
  }
}

//! [step]
void Solver::step(double factor) {
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    Parameter<float>& parameter = *parameters_[i];
    op_.step(parameter.value.data(), velocities_[i].data(), parameter.grad.data(),
             {.size = parameter.value.size(),
              .rate = groups_[i].rate * factor,
              .momentum = momentum_,
              .decay = groups_[i].decay});
  }
}
//! [step]

}  // namespace seven
