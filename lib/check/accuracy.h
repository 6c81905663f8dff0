// How far a variant's float32 is from the exact result, beside the plain sum's: the naive variant in float32 makes
// rounding errors too, and a variant is judged by how many times as large its own are. Chapter 07:
// chapters/07_winograd_roofline/README.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ops/op.h"

namespace seven {

// One output of one case. Errors are relative in norm: |got - exact| / |exact|, over all elements.
struct AccuracyRow {
  std::string op_case, output, variant;
  double error = 0.0;   // of the variant in float32
  double direct = 0.0;  // of naive in float32

  [[nodiscard]] double times() const { return error / direct; }
};

// Runs the case with inputs drawn from `seed` (weights included: normal, mean 0, deviation 1), in `variant` and in
// naive in float32, and in `reference` in float64; rows for y and for each gradient. Throws Error (wrong use) for an
// unknown variant.
std::vector<AccuracyRow> measure_accuracy(const Op& op, const OpCase& op_case, const std::string& variant,
                                          const std::string& reference = "naive", std::uint64_t seed = 1);

}  // namespace seven
