// An op as its examiners see it: named tensors in, named tensors out. The registry (check/registry.h) lists one `Op`
// for each folder beside this file; from it come the variant test, the gradient check, the benchmark and `seven op`.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/any_tensor.h"
#include "ops/settings.h"
#include "ops/variant.h"

namespace seven {

// One of the problems an op solves: "forward", "grad_input" or "grad_weight".
struct Problem {
  std::string name;
  std::function<void()> run;
  double flops = 0.0;  // floating-point operations of one run (a multiply-add counts two)
  double bytes = 0.0;  // bytes that have to move at the least: each input read once, each output written once
};

// An op bound to a variant, to settings and to its input tensors, with its outputs allocated (and zero): calling a
// problem's `run` again repeats just the arithmetic. The inputs must outlive it.
struct BoundOp {
  Device device = Device::cpu;           // the variant's
  Tensors outputs = {};                  // there
  std::vector<Problem> problems = {};    // the gradients only if the inputs hold grad_<output>
  std::shared_ptr<Tensors> inputs = {};  // copies on another device; null where the caller's own are read
};

// What the inputs of a case are filled with.
enum class Fill {
  normal,    // mean 0, standard deviation 1
  ties,      // whole numbers from -2 to 2: equal maxima in a window, zeros at a kink
  positive,  // uniform in [0.5, 1.5)
};

// One registered case: the sizes and settings for one run.
struct OpCase {
  std::string name;
  SettingMap settings;
  std::vector<std::pair<std::string, Shape>> inputs;
  Index sum_length = 1;  // the longest sum of any output element: the tolerance follows from it
  Fill fill = Fill::normal;
  bool benchmark = false;         // big enough to time; left out of the gradient check
  double tolerance_factor = 1.0;  // never above 1 without the measured error beside it
};

struct Op {
  std::string name;
  std::string summary;  // one line
  std::string tensors;  // which tensors are read and written, with shapes: the help text of `seven op NAME`
  std::vector<Setting> settings;
  std::vector<std::string> variants;  // as in the op's table for the CPU
  std::vector<std::string> kernels;   // those of the other devices that this build has: "simt:naive"
  // Variants that round their float32 operands to fewer bits: to how many. In double they are another variant, which
  // stands in the table too.
  std::map<std::string, double> roundoff;
  std::vector<std::string> differentiable;  // inputs that have a gradient: grad_<input> is an output
  std::string output = "y";                 // the output that gradients start from: grad_<output> is an input
  std::function<BoundOp(const std::string& variant, const Settings&, const Tensors& inputs)> bind;
  std::vector<OpCase> cases;

  // The names of its variants on one device.
  [[nodiscard]] std::vector<std::string> variants_on(Device device) const {
    if (device == Device::cpu) return variants;
    std::vector<std::string> names;
    for (const std::string& kernel : kernels) {
      if (device_of(kernel) == device) names.push_back(kernel);
    }
    return names;
  }
};

// Runs all problems of a bound op once, in order, and returns its outputs.
inline Tensors run_all(BoundOp bound) {
  for (const Problem& problem : bound.problems) problem.run();
  return on_device(Device::cpu, std::move(bound.outputs));
}

// Brings new values of the inputs to where a bound op reads them. On the CPU it reads the caller's own.
inline void refresh(const BoundOp& bound, const Tensors& in) {
  if (bound.inputs == nullptr) return;
  for (auto& entry : *bound.inputs) {
    const AnyTensor& from = in.at(entry.first);
    std::visit([&](auto& t) { t.copy_from(std::get<std::remove_reference_t<decltype(t)>>(from)); }, entry.second);
  }
}

// A new output tensor of element type T called `name`: a pointer to its (zero) elements.
template <class T>
T* new_output(BoundOp& bound, const std::string& name, const Shape& shape) {
  AnyTensor& slot = bound.outputs[name] = Tensor<T>(shape, bound.device);
  T* data = std::get<Tensor<T>>(slot).data();
  label(bound.device, data, name);
  return data;
}

// Fills in the names of an op's variants: `table` is its variants().
template <class Variant>
void list_variants(Op& op, std::span<const Variant* const> (*table)(Device)) {
  op.variants = variant_names(table);
  for (const Device device : {Device::simt, Device::simt_check, Device::cuda}) {
    for (const std::string& name : variant_names(table, device)) op.kernels.push_back(name);
    if constexpr (requires(const Variant& variant) { variant.roundoff; }) {
      for (const Variant* variant : table(device)) {
        if (variant->roundoff != kFloatRoundoff) op.roundoff[called_on(device, variant->name)] = variant->roundoff;
      }
    }
  }
}

// An output that was made before.
template <class T>
Tensor<T>& output(BoundOp& bound, const std::string& name) {
  return std::get<Tensor<T>>(bound.outputs.at(name));
}

// Room for a variant's workspace, where the op is bound to. Nobody has written it yet.
template <class T>
std::shared_ptr<Tensor<T>> new_workspace(const BoundOp& bound, Index elements) {
  auto workspace = std::make_shared<Tensor<T>>(Shape{elements}, kUninitialised, bound.device);
  label(bound.device, workspace->data(), "workspace");
  return workspace;
}

// Throws Error unless the tensor called `name` has the shape expected.
inline void expect_shape(const std::string& op, const std::string& name, const Shape& got, const Shape& expected) {
  if (got != expected) {
    throw Error("a tensor has the wrong shape").where(op + ", " + name).expected(expected.str()).got(got.str());
  }
}

// Throws Error unless the tensor called `name` has `rank` axes; `letters` names them: "(N, C, H, W)".
inline void expect_rank(const std::string& op, const std::string& name, const Shape& got, int rank,
                        const char* letters) {
  if (got.rank() != rank) {
    throw Error("a tensor has the wrong number of axes").where(op + ", " + name).expected(letters).got(got.str());
  }
}

// Calls bind(inputs), with copies of the inputs on the variant's device if that is not the CPU.
template <class Bind>
BoundOp bind_on_device(const std::string& variant, const Tensors& in, const Bind& bind) {
  const Device device = device_of(variant);
  if (device == Device::cpu) return bind(in);
  auto inputs = std::make_shared<Tensors>(on_device(device, in));
  for (const auto& entry : *inputs) {
    std::visit([&](const auto& t) { label(device, t.data(), entry.first); }, entry.second);
  }
  BoundOp bound = bind(*inputs);
  bound.inputs = inputs;
  if (const auto finish = memory_of(device).finish) {
    for (Problem& problem : bound.problems) {
      problem.run = [run = problem.run, finish] {
        run();
        finish();
      };
    }
  }
  return bound;
}

// Calls bind_as<float> or bind_as<double>, by the element type of the tensor called `key`.
#define SEVEN_BIND_BY_TYPE(bind_as, key)                                                                 \
  [](const std::string& variant, const Settings& settings, const Tensors& inputs) {                      \
    return bind_on_device(variant, inputs, [&](const Tensors& in) {                                      \
      const auto found = in.find(key);                                                                   \
      const bool is_double = found != in.end() && std::holds_alternative<Tensor<double>>(found->second); \
      return is_double ? bind_as<double>(variant, settings, in) : bind_as<float>(variant, settings, in); \
    });                                                                                                  \
  }

}  // namespace seven
