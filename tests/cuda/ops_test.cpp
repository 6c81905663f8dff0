// Every kernel of the ops, on every registered case, under the checker: nothing is found.
#include <doctest.h>

#if defined(SEVEN_SIMT_CHECKS)

#include "check/registry.h"
#include "core/parallel.h"
#include "cuda/simt/check/checker.h"

using namespace seven;

namespace {

template <class T>
void check_kernels(const Op& op) {
  for (const std::string& variant : op.variants_on(Device::simt_check)) {
    for (const OpCase& op_case : op.cases) {
      if (op_case.benchmark) continue;
      CAPTURE(variant);
      CAPTURE(op_case.name);
      const Tensors inputs = make_inputs<T>(op, op_case, 1);
      const Settings settings(op.name, op.settings, op_case.settings);
      seven::simt::Checker checker({.profile = false});
      run_all(op.bind(variant, settings, inputs));
      CHECK_MESSAGE(checker.findings().empty(), checker.text());
    }
  }
}

}  // namespace

TEST_CASE("the checker finds nothing in the ops' kernels") {
  for (const Op& op : ops()) {
    CAPTURE(op.name);
    check_kernels<float>(op);
  }
}

#endif
