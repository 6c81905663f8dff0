#include "check/ceilings.h"

#include <doctest.h>

#include <cmath>

#include "core/parallel.h"

using namespace seven;

TEST_CASE("a problem is bound by the larger of its two times") {
  const Ceilings machine{.threads = 1, .gflops = 100.0, .gigabytes = 10.0};
  CHECK(machine.least_seconds(1e11, 1e9) == doctest::Approx(1.0));
  CHECK(machine.least_seconds(1e9, 1e11) == doctest::Approx(10.0));
  CHECK(machine.least_seconds(0.0, 1e10) == doctest::Approx(1.0));  // nothing but moving
}

TEST_CASE("the roof rises with the intensity and is level from the ridge on") {
  const Ceilings machine{.threads = 1, .gflops = 100.0, .gigabytes = 10.0};
  CHECK(machine.roof(1.0) == doctest::Approx(10.0));
  CHECK(machine.roof(10.0) == doctest::Approx(100.0));
  CHECK(machine.roof(1000.0) == doctest::Approx(100.0));
}

TEST_CASE("the share is what was achieved over the roof at the problem's intensity") {
  const Ceilings machine{.threads = 1, .gflops = 100.0, .gigabytes = 10.0};
  for (const double bytes : {1e6, 1e8, 1e10}) {
    const double flops = 2e9;
    const double seconds = 3.0;
    CHECK(machine.share(flops, bytes, seconds) == doctest::Approx(flops / seconds / 1e9 / machine.roof(flops / bytes)));
  }
}

TEST_CASE("the ceilings of this machine are numbers, of the threads that are set") {
  const int before = threads();
  for (const int count : {1, 2}) {
    set_threads(count);
    const Ceilings machine = measure_ceilings();
    CHECK(machine.threads == count);
    CHECK(std::isfinite(machine.gflops));
    CHECK(machine.gflops > 0.0);
    CHECK(std::isfinite(machine.gigabytes));
    CHECK(machine.gigabytes > 0.0);
  }
  set_threads(before);
}

TEST_CASE("where no ceiling is known, nothing is a share of it") {
  CHECK(!Ceilings{}.known());
  CHECK(Ceilings{}.share(1e9, 1e6, 1.0) == 0.0);
  CHECK(Ceilings{.threads = 1, .gflops = 2.0, .gigabytes = 1.0}.known());
}
