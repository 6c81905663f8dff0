#include "check/variants.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>

#include "check/registry.h"
#include "core/compare.h"
#include "core/parallel.h"

namespace seven {

namespace {

bool same_bits(const AnyTensor& a, const AnyTensor& b) {
  return a.index() == b.index() && shape_of(a) == shape_of(b) &&
         std::visit(
             [&](const auto& left) {
               const auto& right = std::get<std::remove_cvref_t<decltype(left)>>(b);
               const std::size_t bytes = left.span().size_bytes();
               return bytes == 0 || std::memcmp(left.data(), right.data(), bytes) == 0;
             },
             a);
}

// The first tensor of `expected` that is not the same in `got`; "" if all are.
std::string first_difference(const Tensors& got, const Tensors& expected) {
  for (const auto& [name, tensor] : expected) {
    const auto found = got.find(name);
    if (found == got.end() || !same_bits(found->second, tensor)) return name;
  }
  return "";
}

template <class T>
class VariantChecker {
 public:
  VariantChecker(const Op& op, const OpCase& op_case, const std::string& variant, std::uint64_t seed)
      : op_(op),
        case_(op_case),
        variant_(variant),
        seed_(seed),
        settings_(op.name, op.settings, op_case.settings),
        inputs_(make_inputs<T>(op, op_case, seed)) {
    report_.rerun = rerun_command(op, op_case, variant, seed);
  }

  VariantReport run() {
    // One thread first: most cases are so small that waking others costs more than the work. More follow in
    // check_threads.
    const ThreadScope scope;
    if (!case_.benchmark) set_threads(1);
    const Tensors before = inputs_;
    const Tensors wide = to_double(inputs_);
    const Tensors expected = run_all(op_.bind("naive", settings_, wide));
    measure(expected);
    BoundOp bound = op_.bind(variant_, settings_, inputs_);
    for (const Problem& problem : bound.problems) problem.run();
    const Tensors got = on_device(Device::cpu, bound.outputs);
    for (const auto& [name, tensor] : expected) check_output(name, tensor, got, 1.0);
    check_repetition(bound, got, expected);
    check_threads(got);
    const Tensors after = bound.inputs != nullptr ? on_device(Device::cpu, *bound.inputs) : inputs_;
    if (const std::string name = first_difference(after, before); !name.empty())
      fail("the input " + name + " was changed");
    report_.passed = report_.failures.empty();
    return std::move(report_);
  }

 private:
  void fail(const std::string& what) { report_.failures.push_back(std::string(dtype_of(Tensor<T>())) + ", " + what); }

  // The root mean square of each output, over as many draws as small outputs need.
  void measure(const Tensors& expected) {
    std::map<std::string, double> squares;
    std::map<std::string, double> counts;
    const auto add = [&](const Tensors& outputs) {
      for (const auto& [name, any] : outputs) {
        const auto* tensor = std::get_if<Tensor<double>>(&any);
        if (tensor == nullptr) continue;
        for (const double value : tensor->span()) squares[name] += value * value;
        counts[name] += static_cast<double>(tensor->size());
      }
    };
    add(expected);
    const bool small = std::any_of(expected.begin(), expected.end(),
                                   [](const auto& entry) { return shape_of(entry.second).size() < kFewElements; });
    for (std::uint64_t draw = 1; draw <= kDraws && small && !case_.benchmark; ++draw) {
      const Tensors others = make_inputs<double>(op_, case_, seed_ + draw);
      add(run_all(op_.bind("naive", settings_, others)));
    }
    for (const auto& [name, sum] : squares) magnitudes_[name] = std::sqrt(sum / std::max(counts[name], 1.0));
  }

  // `factor` is what the expected values are to be multiplied with.
  void check_output(const std::string& name, const AnyTensor& expected, const Tensors& got, double factor) {
    const auto found = got.find(name);
    if (found == got.end()) return fail("there is no output " + name);
    if (shape_of(found->second) != shape_of(expected)) {
      return fail(name + " has shape " + shape_of(found->second).str() + " instead of " + shape_of(expected).str());
    }
    report_.elements += shape_of(expected).size();
    if (std::holds_alternative<Tensor<Index>>(expected)) {
      if (!same_bits(found->second, expected)) fail(name + " differs (whole numbers must be equal)");
      return;
    }
    const auto* values = std::get_if<Tensor<T>>(&found->second);
    if (values == nullptr) return fail(name + " has element type " + dtype_of(found->second));
    Tensor<double> reference = std::get<Tensor<double>>(expected);
    for (double& value : reference.span()) value *= factor;
    Tolerance tolerance = sum_tolerance<T>(case_.sum_length, factor * magnitudes_.at(name));
    tolerance.absolute *= case_.tolerance_factor;
    tolerance.relative *= case_.tolerance_factor;
    if (const auto coarse = op_.roundoff.find(variant_); coarse != op_.roundoff.end() && std::is_same_v<T, float>) {
      tolerance.absolute += kOperandRoundings * coarse->second * factor * magnitudes_.at(name);
      tolerance.relative += kOperandRoundings * coarse->second;
    }
    const Comparison comparison =
        compare(std::span<const T>(values->span()), std::span<const double>(reference.span()), tolerance);
    if (!comparison.passed) fail(name + " " + comparison.str());
    if (comparison.error > 0.0 && comparison.error / comparison.allowed > report_.worst_ratio) {
      report_.worst_ratio = comparison.error / comparison.allowed;
      report_.worst_output = name;
    }
  }

  // Gradients of parameters add, the gradient of the activation x overwrites.
  void check_repetition(BoundOp& bound, const Tensors& once, const Tensors& expected) {
    for (const Problem& problem : bound.problems) {
      if (problem.name.starts_with("grad_")) problem.run();
    }
    const Tensors twice = on_device(Device::cpu, bound.outputs);
    for (const std::string& input : op_.differentiable) {
      const std::string name = "grad_" + input;
      if (!once.contains(name) || !twice.contains(name)) continue;
      if (input != "x") {
        check_output(name, expected.at(name), twice, 2.0);
      } else if (!same_bits(twice.at(name), once.at(name))) {
        fail(name + " changes when the gradient is taken a second time");
      }
    }
  }

  void check_threads(const Tensors& got) {
    const bool on_cpu = device_of(variant_) == Device::cpu;
    for (const int count : on_cpu ? std::vector<int>{1, 2, 3, 7} : std::vector<int>{3}) {
      set_threads(count);
      const std::string name = first_difference(run_all(op_.bind(variant_, settings_, inputs_)), got);
      if (!name.empty()) fail(fmt::format("{} has other bits with {} threads", name, count));
    }
  }

  static constexpr Index kFewElements = 64;
  static constexpr std::uint64_t kDraws = 7;
  static constexpr double kOperandRoundings = 6.0;  // see variants.h

  const Op& op_;
  const OpCase& case_;
  std::string variant_;
  std::uint64_t seed_;
  Settings settings_;
  Tensors inputs_;
  std::map<std::string, double> magnitudes_;
  VariantReport report_;
};

}  // namespace

std::string VariantReport::str() const {
  std::string text = fmt::format("{} elements, worst error / allowed {:.2g}{}\n", elements, worst_ratio,
                                 worst_output.empty() ? "" : " in " + worst_output);
  for (const std::string& failure : failures) text += "  " + failure + "\n";
  if (!passed) text += "  " + rerun + "\n";
  return text;
}

std::string rerun_command(const Op& op, const OpCase& op_case, const std::string& variant, std::uint64_t seed) {
  std::string command = "./seven gradcheck --op " + op.name + " --variant " + variant + " --case " + op_case.name;
  return seed == 1 ? command : command + " --seed " + std::to_string(seed);
}

template <class T>
VariantReport check_variant(const Op& op, const OpCase& op_case, const std::string& variant, std::uint64_t seed) {
  return VariantChecker<T>(op, op_case, variant, seed).run();
}

template VariantReport check_variant<float>(const Op&, const OpCase&, const std::string&, std::uint64_t);
template VariantReport check_variant<double>(const Op&, const OpCase&, const std::string&, std::uint64_t);

}  // namespace seven
