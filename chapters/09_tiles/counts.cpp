#include "counts.h"

#include "check/registry.h"
#include "core/device_memory.h"
#include "core/error.h"
#if defined(SEVEN_SIMT_CHECKS)
#include "cuda/simt/check/checker.h"
#endif

namespace seven::chapters {

#if defined(SEVEN_SIMT_CHECKS)

namespace {

Counts sum_of(const simt::Profile& profile) {
  Counts sum;
  for (const simt::LineCounts& line : profile.lines()) {
    const auto requests = static_cast<double>(line.requests);
    if (line.shared) {
      sum.shared += requests;
      sum.wavefronts += static_cast<double>(line.wavefronts);
    } else if (line.write) {
      sum.written += 32.0 * static_cast<double>(line.sectors);
    } else {
      sum.loads += requests;
      sum.read += 32.0 * static_cast<double>(line.sectors);
    }
  }
  sum.barriers = static_cast<double>(profile.barriers());
  return sum;
}

}  // namespace

//! [count]
Counts count(const Op& op, const std::string& variant, const OpCase& sizes, const std::string& problem) {
  const Tensors inputs = make_inputs<float>(op, sizes, 0);
  const simt::Checker checker;  // watches all launches while it lives
  const BoundOp bound = op.bind("simt_check:" + variant, Settings(op.name, op.settings, sizes.settings), inputs);
  for (const Problem& each : bound.problems) {
    if (each.name == problem) each.run();
  }
  if (!checker.findings().empty()) throw Error("the checker has found something").got(checker.text());
  return sum_of(checker.profile());
}
//! [count]

#else

Counts count(const Op&, const std::string&, const OpCase&, const std::string&) {
  memory_of(Device::simt_check);  // throws: why there is none
  return {};
}

#endif

}  // namespace seven::chapters
