// The roof of a machine and what was measured below it, as SVG.
#pragma once

#include <string>
#include <vector>

#include "check/ceilings.h"

namespace seven::chapters {

struct Measured {
  std::string layer;    // "conv1"
  std::string variant;  // "naive"; one colour for each
  double intensity, gflops;
};

std::string roof_picture(const Ceilings& ceilings, const std::vector<Measured>& points);

}  // namespace seven::chapters
