#include "train/schedule.h"

#include <doctest.h>

using namespace seven;

TEST_CASE("a step schedule drops at its epochs") {
  Schedule schedule;
  schedule.drops = {8, 10};
  CHECK(rate_factor(schedule, {}, 7) == 1.0);
  CHECK(rate_factor(schedule, {}, 8) == doctest::Approx(0.1));
  CHECK(rate_factor(schedule, {}, 9) == doctest::Approx(0.1));
  CHECK(rate_factor(schedule, {}, 10) == doctest::Approx(0.01));
}

TEST_CASE("a plateau schedule drops after `patience` epochs without an improvement, and only so often") {
  Schedule schedule;
  schedule.kind = Schedule::Kind::plateau;
  schedule.patience = 2;
  schedule.improvement = 0.01;
  schedule.most_drops = 2;
  ScheduleState state;
  end_epoch(schedule, state, 0.5);
  end_epoch(schedule, state, 0.4);
  CHECK(state.drops == 0);
  end_epoch(schedule, state, 0.395);  // too little to count
  CHECK(state.drops == 0);
  end_epoch(schedule, state, 0.41);
  CHECK(state.drops == 1);
  CHECK(rate_factor(schedule, state, 4) == doctest::Approx(0.1));
  end_epoch(schedule, state, 0.2);  // a real improvement starts the count again
  end_epoch(schedule, state, 0.2);
  CHECK(state.drops == 1);
  end_epoch(schedule, state, 0.2);
  CHECK(state.drops == 2);
  for (int i = 0; i < 10; ++i) end_epoch(schedule, state, 0.2);
  CHECK(state.drops == 2);
}
