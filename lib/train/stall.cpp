#include "train/stall.h"

#include <fmt/format.h>

#include <cmath>

namespace seven {

namespace {
constexpr Index kWindow = 200;
constexpr Index kPatience = 500;
constexpr double kBand = 0.05;
}  // namespace

StallDetector::StallDetector(Index classes) : chance_(std::log(static_cast<double>(classes))) {}

//! [add]
std::string StallDetector::add(double loss) {
  ++batches_;
  window_sum_ += loss;
  if (batches_ % kWindow != 0) return "";
  const double mean = window_sum_ / kWindow;
  window_sum_ = 0.0;
  if (warned_ || batches_ < kPatience || std::abs(mean - chance_) > kBand) return "";
  warned_ = true;
  return fmt::format(
      "The loss has stayed at {:.3f}, which is ln(classes) = {:.3f}: the net gives every picture the same answer.\n"
      "Known causes, the likeliest first:\n"
      "  - the first weights are too small for the net's depth (sigma 0.01 in deep nets): try He or Glorot "
      "initialisation\n"
      "  - biases of 1 (the AlexNet paper's) stop some nets from starting: try 0.1 or 0\n"
      "  - the rate is too high (every ReLU is dead) or far too low: try a tenth, then ten times\n"
      "  - images that are not centred (no mean subtracted), or scaled to 0..1 under a recipe made for 0..255\n"
      "  - labels that do not belong to the images: shuffled apart, or counted from 1\n",
      mean, chance_);
}
//! [add]

}  // namespace seven
