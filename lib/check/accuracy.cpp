#include "check/accuracy.h"

#include "check/distance.h"
#include "check/registry.h"

namespace seven {

namespace {

Tensors outputs_of(const Op& op, const OpCase& op_case, const std::string& variant, const Tensors& inputs) {
  return run_all(op.bind(variant, Settings(op.name, op.settings, op_case.settings), inputs));
}

}  // namespace

std::vector<AccuracyRow> measure_accuracy(const Op& op, const OpCase& op_case, const std::string& variant,
                                          const std::string& reference, std::uint64_t seed) {
  const Tensors inputs = make_inputs<float>(op, op_case, seed);
  const Tensors got = outputs_of(op, op_case, variant, inputs);
  const Tensors direct = outputs_of(op, op_case, "naive", inputs);
  const Tensors wide = to_double(inputs);
  const Tensors exact = outputs_of(op, op_case, reference, wide);
  std::vector<AccuracyRow> rows;
  for (const auto& [name, tensor] : exact) {
    const auto* numbers = std::get_if<Tensor<double>>(&tensor);
    if (numbers == nullptr) continue;
    rows.push_back({op_case.name, name, variant, relative_distance(get<float>(got, name), *numbers),
                    relative_distance(get<float>(direct, name), *numbers)});
  }
  return rows;
}

}  // namespace seven
