#include "train/schedule.h"

#include <algorithm>
#include <cmath>

namespace seven {

//! [rate_factor]
double rate_factor(const Schedule& schedule, const ScheduleState& state, Index epoch) {
  Index drops = state.drops;
  if (schedule.kind == Schedule::Kind::step) {
    drops = std::count_if(schedule.drops.begin(), schedule.drops.end(), [&](Index drop) { return drop <= epoch; });
  }
  return std::pow(schedule.factor, static_cast<double>(drops));
}
//! [rate_factor]

//! [end_epoch]
void end_epoch(const Schedule& schedule, ScheduleState& state, double error) {
  if (error < state.best_error - schedule.improvement) {
    state.best_error = error;
    state.epochs_since_best = 0;
    return;
  }
  ++state.epochs_since_best;
  if (state.epochs_since_best >= schedule.patience && state.drops < schedule.most_drops) {
    ++state.drops;
    state.epochs_since_best = 0;
  }
}
//! [end_epoch]

}  // namespace seven
