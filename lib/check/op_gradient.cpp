#include "check/op_gradient.h"

#include <algorithm>

#include "check/registry.h"

namespace seven {

namespace {

// Copies the elements, so that pointers taken when an op was bound stay good.
void assign(Tensors& tensors, const NamedTensors& values) {
  for (const auto& [name, value] : values) {
    std::copy_n(value.data(), value.size(), std::get<Tensor<double>>(tensors.at(name)).data());
  }
}

}  // namespace

bool has_gradient_check(const Op& op, const OpCase& op_case) {
  return !op.differentiable.empty() && !op_case.benchmark;
}

GradientReport check_op_gradient(const Op& op, const OpCase& op_case, const std::string& variant,
                                 GradientCheckOptions options) {
  const Settings settings(op.name, op.settings, op_case.settings);
  const std::string cotangent = "grad_" + op.output;
  Tensors all = make_inputs<double>(op, op_case, options.seed);
  all.erase(cotangent);
  NamedTensors moving;
  for (const std::string& name : op.differentiable) {
    if (!all.contains(name)) continue;  // a bias that this case does without
    moving[name] = get<double>(all, name);
    options.inputs.push_back(name);
  }

  const BoundOp bound = op.bind(variant, settings, all);
  const ForwardFunction forward = [&](const NamedTensors& inputs) {
    assign(all, inputs);
    refresh(bound, all);
    for (const Problem& problem : bound.problems) problem.run();
    return get<double>(bound.outputs, op.output).to(Device::cpu);
  };
  const BackwardFunction backward = [&](const NamedTensors& inputs, const Tensor<double>& grad_y) {
    Tensors with_cotangent = all;
    assign(with_cotangent, inputs);
    with_cotangent[cotangent] = grad_y;
    const Tensors outputs = run_all(op.bind(variant, settings, with_cotangent));
    NamedTensors gradients;
    for (const auto& [name, tensor] : inputs) {
      if (outputs.contains("grad_" + name)) gradients[name] = get<double>(outputs, "grad_" + name);
    }
    return gradients;
  };
  return check_gradient(forward, backward, std::move(moving), options);
}

}  // namespace seven
