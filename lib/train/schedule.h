// When the learning rate drops: at epochs fixed beforehand, or when the held-out error stops improving (the AlexNet
// paper, section 5: divided by ten by hand, three times in all).
// Chapter 04: chapters/04_learning/README.md.
#pragma once

#include <limits>
#include <vector>

#include "core/types.h"

namespace seven {

struct Schedule {
  enum class Kind { step, plateau };
  Kind kind = Kind::step;
  double factor = 0.1;         // what a drop multiplies the rate by
  std::vector<Index> drops;    // step: the epochs (from 0) that begin with a lower rate
  Index patience = 3;          // plateau: epochs without an improvement before a drop
  double improvement = 0.001;  // plateau: by how much the error (0 to 1) has to fall to count
  Index most_drops = 3;        // plateau
};

// Where a schedule stands. Saved in checkpoints, so that a resumed run goes on as it would have.
struct ScheduleState {
  double best_error = std::numeric_limits<double>::infinity();
  Index epochs_since_best = 0;
  Index drops = 0;
};

// The factor on the base rate in `epoch`.
double rate_factor(const Schedule& schedule, const ScheduleState& state, Index epoch);

// Tells the schedule the held-out error (0 to 1) at the end of an epoch.
void end_epoch(const Schedule& schedule, ScheduleState& state, double error);

}  // namespace seven
