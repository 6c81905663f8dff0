// What was measured, as dots of a roofline.
#pragma once

#include <vector>

#include "check/bench_ops.h"
#include "inspect/roofline.h"
#include "lab/bench_step.h"

namespace seven {

// One dot a row that computes anything: labelled with its case (and its op, if there are several), grouped by problem.
std::vector<RooflineDot> roofline_dots(const std::vector<BenchRow>& rows);

// One dot a layer that computes anything, forward and backward.
std::vector<RooflineDot> roofline_dots(const StepReport& report);

}  // namespace seven
