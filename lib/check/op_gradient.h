// The gradient check of a registered op: its own gradients against the derivative of its own forward, in double.
// Chapter 03: chapters/03_gradients/README.md.
#pragma once

#include <string>

#include "check/gradient.h"
#include "ops/op.h"

namespace seven {

// Whether there is a gradient to check: the op has one, and the case is not one of those that are only there to be
// timed.
bool has_gradient_check(const Op& op, const OpCase& op_case);

// Checks the differentiable inputs of a case; the others (labels, a mask) stay as they are. Inputs, cotangent and
// probes all follow from options.seed. May be called from within a parallel loop.
GradientReport check_op_gradient(const Op& op, const OpCase& op_case, const std::string& variant,
                                 GradientCheckOptions options = {});

}  // namespace seven
