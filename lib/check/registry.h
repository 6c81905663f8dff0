// The registry: every op of the library with its variants and cases. Tests, gradient checks, benchmarks and `seven op`
// all read this one list.
#pragma once

#include <string>
#include <vector>

#include "ops/op.h"

namespace seven {

const std::vector<Op>& ops();

// Throws Error (wrong use) with the nearest names.
const Op& find_op(const std::string& name);
const OpCase& find_case(const Op& op, const std::string& name);

// The input tensors of a case, filled from `seed`, with grad_<output> if the op has gradients. Filled in double, then
// rounded: float and double runs see the same numbers (up to rounding).
template <class T>
Tensors make_inputs(const Op& op, const OpCase& op_case, std::uint64_t seed);

// The same tensors with every float32 turned into float64, or the other way round; int64 stays.
Tensors to_double(const Tensors& tensors);

}  // namespace seven
