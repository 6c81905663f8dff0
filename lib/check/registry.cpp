#include "check/registry.h"

#include <cmath>
#include <functional>

#include "core/philox.h"
#include "core/suggest.h"
#include "ops/activation/activation.h"
#include "ops/conv2d/conv2d.h"
#include "ops/dropout/dropout.h"
#include "ops/gemm/gemm.h"
#include "ops/linear/linear.h"
#include "ops/local2d/local2d.h"
#include "ops/lrn/lrn.h"
#include "ops/pool2d/pool2d.h"
#include "ops/sgd/sgd.h"
#include "ops/softmax/softmax.h"

namespace seven {

const std::vector<Op>& ops() {
  static const std::vector<Op> kOps = {
      conv2d::op(), gemm::op(),    pool2d::op(),  lrn::op(),     activation::op(),
      linear::op(), local2d::op(), dropout::op(), softmax::op(), sgd::op(),
  };
  return kOps;
}

namespace {

template <class List>
auto& find_named(const List& list, const std::string& kind, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& entry : list) {
    if (entry.name == name) return entry;
    names.push_back(entry.name);
  }
  throw unknown_name(kind, name, names);
}

double draw(Fill fill, Random& random) {
  switch (fill) {
    case Fill::ties: return static_cast<double>(random.below(5) - 2);
    case Fill::positive: return random.uniform(0.5, 1.5);
    case Fill::normal: break;
  }
  return random.normal();
}

// Labels are drawn below the number of columns of x; everything else is of type T.
template <class T>
AnyTensor make_input(const OpCase& op_case, const std::string& name, const Shape& shape, Index position,
                     std::uint64_t seed) {
  Random random(seed, Purpose::test, 0, position);
  if (name == "labels") {
    Tensor<Index> labels(shape);
    const Index classes = op_case.inputs.front().second[1];
    for (Index& label : labels.span()) label = random.below(classes);
    return labels;
  }
  Tensor<T> tensor(shape);
  const Fill fill = name.starts_with("grad_") ? Fill::normal : op_case.fill;
  for (T& value : tensor.span()) value = static_cast<T>(draw(fill, random));
  return tensor;
}

}  // namespace

const Op& find_op(const std::string& name) { return find_named(ops(), "op", name); }

const OpCase& find_case(const Op& op, const std::string& name) {
  return find_named(op.cases, "case of " + op.name, name);
}

template <class T>
Tensors make_inputs(const Op& op, const OpCase& op_case, std::uint64_t seed) {
  Tensors inputs;
  Index position = 0;
  for (const auto& [name, shape] : op_case.inputs) inputs[name] = make_input<T>(op_case, name, shape, position++, seed);
  if (op.differentiable.empty()) return inputs;
  const std::string cotangent = "grad_" + op.output;
  if (inputs.contains(cotangent)) return inputs;
  const Settings settings(op.name, op.settings, op_case.settings);
  const BoundOp bound = op.bind("naive", settings, inputs);
  inputs[cotangent] = make_input<T>(op_case, cotangent, shape_of(bound.outputs.at(op.output)), position, seed);
  return inputs;
}

Tensors to_double(const Tensors& tensors) {
  Tensors result;
  for (const auto& [name, any] : tensors) {
    if (const auto* single = std::get_if<Tensor<float>>(&any)) {
      Tensor<double> wide(single->shape());
      for (Index i = 0; i < wide.size(); ++i) wide[i] = (*single)[i];
      result[name] = std::move(wide);
    } else {
      result[name] = any;
    }
  }
  return result;
}

template Tensors make_inputs<float>(const Op&, const OpCase&, std::uint64_t);
template Tensors make_inputs<double>(const Op&, const OpCase&, std::uint64_t);

}  // namespace seven
