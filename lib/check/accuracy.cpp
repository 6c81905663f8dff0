#include "check/accuracy.h"

#include <cmath>

#include "check/registry.h"

namespace seven {

namespace {

Tensors outputs_of(const Op& op, const OpCase& op_case, const std::string& variant, const Tensors& inputs) {
  return run_all(op.bind(variant, Settings(op.name, op.settings, op_case.settings), inputs));
}

double error_in_norm(const Tensor<float>& got, const Tensor<double>& exact) {
  double difference = 0.0;
  double size = 0.0;
  for (Index i = 0; i < exact.size(); ++i) {
    const double apart = static_cast<double>(got[i]) - exact[i];
    difference += apart * apart;
    size += exact[i] * exact[i];
  }
  return std::sqrt(difference / size);
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
    rows.push_back({op_case.name, name, variant, error_in_norm(get<float>(got, name), *numbers),
                    error_in_norm(get<float>(direct, name), *numbers)});
  }
  return rows;
}

}  // namespace seven
