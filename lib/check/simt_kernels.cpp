#include "check/simt_kernels.h"

#include <algorithm>

#include "check/registry.h"
#include "core/device_memory.h"
#include "core/suggest.h"
#if defined(SEVEN_SIMT_CHECKS)
#include "cuda/simt/check/checker.h"
#endif

namespace seven {

namespace {

Index elements(const OpCase& op_case) {
  Index all = 0;
  for (const auto& [name, shape] : op_case.inputs) all += shape.size();
  return all;
}

std::vector<const OpCase*> cases_of(const Op& op, const KernelChoice& choice) {
  if (!choice.op_case.empty()) return {&find_case(op, choice.op_case)};
  std::vector<const OpCase*> cases;
  for (const OpCase& op_case : op.cases) {
    if (!op_case.benchmark) cases.push_back(&op_case);
  }
  if (!choice.largest) return cases;
  return {*std::max_element(cases.begin(), cases.end(),
                            [](const OpCase* a, const OpCase* b) { return elements(*a) < elements(*b); })};
}

// "naive" as it is called on the checking device.
std::string variant_of(const Op& op, const std::string& name) {
  const std::vector<std::string> known = op.variants_on(Device::simt_check);
  if (known.empty()) {
    throw Error("this op has no kernels yet").where(op.name).wrong_use();
  }
  if (name == "best") return known.back();
  const std::string called = called_on(Device::simt_check, name);
  if (std::find(known.begin(), known.end(), called) != known.end()) return called;
  std::vector<std::string> names;
  for (const std::string& each : known) names.push_back(each.substr(each.find(':') + 1));
  throw unknown_name("kernel of " + op.name, name, names);
}

}  // namespace

void expect_simt_checks() {
  const std::string reason = why_not(Device::simt_check);
  if (!reason.empty()) {
    throw Error("kernels cannot be checked here").got(reason).fix("SEVEN_PRESET=release, with g++ on Linux").skipped();
  }
}

SimtReport check_kernels(const KernelChoice& choice) {
  const Op& op = find_op(choice.op);
  expect_simt_checks();
  const std::string variant = variant_of(op, choice.variant);
  SimtReport report;
#if defined(SEVEN_SIMT_CHECKS)
  for (const OpCase* op_case : cases_of(op, choice)) {
    const Tensors inputs = make_inputs<float>(op, *op_case, 1);
    simt::Checker checker({choice.profile, choice.touched});
    run_all(op.bind(variant, Settings(op.name, op.settings, op_case->settings), inputs));
    add_to(report, checker, op_case->name);
  }
#else
  cases_of(op, choice);
#endif
  return report;
}

}  // namespace seven
