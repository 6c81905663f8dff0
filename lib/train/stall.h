// The stall detector: a loss that stays at ln(classes) means that the net answers the same for every picture.
// Chapter 04: chapters/04_learning/README.md.
#pragma once

#include <string>

#include "core/types.h"

namespace seven {

class StallDetector {
 public:
  explicit StallDetector(Index classes);

  // Tells the loss of one batch. Returns the warning, once, when the mean loss of 200 batches in a row lies within 0.05
  // of ln(classes) and at least 500 batches have gone by; else "". A healthy run leaves that band within a few hundred.
  std::string add(double loss);

 private:
  double chance_;  // ln(classes)
  Index batches_ = 0;
  double window_sum_ = 0.0;
  bool warned_ = false;
};

}  // namespace seven
