// All checks of a choice of ops, variants and cases: what `seven gradcheck` and the registry's test run.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "check/gradient.h"
#include "check/variants.h"

namespace seven {

// What to check; an empty name stands for all. Cases that are only there to be timed are checked if named.
struct SweepChoice {
  std::string op = {};
  std::string variant = {};     // of another device with its name before it: "simt:naive"
  Device device = Device::cpu;  // whose variants, if none is named
  std::string op_case = {};
  std::uint64_t seed = 1;
};

struct CaseResult {
  std::string op;
  std::string variant;
  std::string op_case;
  VariantReport single;                    // in float
  VariantReport wide;                      // in double
  std::optional<GradientReport> gradient;  // none where nothing is to be checked, or the variant's double is another's

  [[nodiscard]] bool passed() const { return single.passed && wide.passed && (!gradient || gradient->passed); }
  [[nodiscard]] std::string str() const;  // the failures, and the command that repeats just this case
};

// Throws Error (wrong use), with the nearest names, for a name that is not there. Errors within a case are its
// failures.
std::vector<CaseResult> sweep(const SweepChoice& choice);

}  // namespace seven
