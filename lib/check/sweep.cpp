#include "check/sweep.h"

#include <algorithm>
#include <exception>

#include "check/op_gradient.h"
#include "check/registry.h"
#include "core/parallel.h"
#include "core/suggest.h"

namespace seven {

namespace {

struct Task {
  const Op* op;
  std::string variant;
  const OpCase* op_case;
};

// Variants and cases are named within an op; with several ops, those that lack the name have nothing to check.
std::vector<Task> tasks_of(const SweepChoice& choice) {
  std::vector<Task> tasks;
  const bool named = choice.variant.find(':') != std::string::npos;
  const Device device = named ? device_of(choice.variant) : choice.device;
  const std::string wanted = named || choice.variant.empty() ? choice.variant : called_on(device, choice.variant);
  memory_of(device);  // throws if it is not here
  std::vector<std::string> variants;
  std::vector<std::string> cases;
  if (!choice.op.empty()) find_op(choice.op);
  for (const Op& op : ops()) {
    if (!choice.op.empty() && op.name != choice.op) continue;
    for (const OpCase& op_case : op.cases) cases.push_back(op_case.name);
    for (const std::string& variant : op.variants_on(device)) {
      variants.push_back(variant);
      if (!wanted.empty() && variant != wanted) continue;
      for (const OpCase& op_case : op.cases) {
        if (choice.op_case.empty() ? !op_case.benchmark : op_case.name == choice.op_case)
          tasks.push_back({&op, variant, &op_case});
      }
    }
  }
  const auto known = [](const std::string& name, const std::vector<std::string>& names) {
    return name.empty() || std::find(names.begin(), names.end(), name) != names.end();
  };
  const std::string of_op = choice.op.empty() ? "" : " of " + choice.op;
  if (!known(wanted, variants)) throw unknown_name("variant" + of_op, wanted, variants);
  if (!known(choice.op_case, cases)) throw unknown_name("case" + of_op, choice.op_case, cases);
  return tasks;
}

template <class T>
VariantReport variant_report(const Task& task, std::uint64_t seed) {
  try {
    return check_variant<T>(*task.op, *task.op_case, task.variant, seed);
  } catch (const std::exception& error) {
    VariantReport report;
    report.passed = false;
    report.failures.emplace_back(error.what());
    report.rerun = rerun_command(*task.op, *task.op_case, task.variant, seed);
    return report;
  }
}

GradientReport gradient_report(const Task& task, std::uint64_t seed) {
  try {
    GradientCheckOptions options;
    options.seed = seed;
    // Kernels on the CPU are slow, and beside naive in double, whose gradients are probed in full, they stand already.
    if (device_of(task.variant) != Device::cpu) options.max_probes = 4;
    return check_op_gradient(*task.op, *task.op_case, task.variant, options);
  } catch (const std::exception& error) {
    GradientReport report;
    report.failures.emplace_back(error.what());
    return report;
  }
}

}  // namespace

std::string CaseResult::str() const {
  std::string text = op + ", " + variant + ", " + op_case + "\n";
  for (const VariantReport* report : {&single, &wide}) {
    for (const std::string& failure : report->failures) text += "  " + failure + "\n";
  }
  if (gradient && !gradient->passed) text += gradient->str();
  return text + "  " + single.rerun + "\n";
}

std::vector<CaseResult> sweep(const SweepChoice& choice) {
  const std::vector<Task> tasks = tasks_of(choice);
  std::vector<CaseResult> results;
  for (const Task& task : tasks) {  // one after the other: each tries several numbers of threads
    results.push_back({task.op->name, task.variant, task.op_case->name, variant_report<float>(task, choice.seed),
                       variant_report<double>(task, choice.seed), std::nullopt});
  }
  // Thousands of tiny forward passes each: faster side by side than with a parallel loop in each.
  parallel_for(static_cast<Index>(tasks.size()), [&](Index i) {
    const Task& task = tasks[static_cast<std::size_t>(i)];
    const bool of_another = task.op->roundoff.contains(task.variant);  // its double, see Op::roundoff
    // Thousands of launches, each access checked: the same kernels are probed as simt, and one launch shows a mistake.
    if (device_of(task.variant) == Device::simt_check) return;
    if (has_gradient_check(*task.op, *task.op_case) && !of_another) {
      results[static_cast<std::size_t>(i)].gradient = gradient_report(task, choice.seed);
    }
  });
  return results;
}

}  // namespace seven
