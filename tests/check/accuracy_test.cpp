#include "check/accuracy.h"

#include <doctest.h>

#include <cmath>

#include "check/registry.h"
#include "core/error.h"

using namespace seven;

TEST_CASE("the plain sum is as accurate as itself, and Winograd's way is worse, but float still") {
  const Op& op = find_op("conv2d");
  const OpCase& one = find_case(op, "3x3_mosaic");
  const std::vector<AccuracyRow> plain = measure_accuracy(op, one, "naive");
  REQUIRE(plain.size() == 4);  // grad_b, grad_w, grad_x, y
  for (const AccuracyRow& row : plain) {
    CHECK(row.error > 1e-9);
    CHECK(row.error < 1e-6);
    CHECK(row.times() == 1.0);
  }
  for (const AccuracyRow& row : measure_accuracy(op, one, "winograd", "im2col_gemm")) {
    CAPTURE(row.output);
    CHECK(row.variant == "winograd");
    if (row.output == "grad_b") continue;  // a plain sum there too
    CHECK(row.times() > 1.5);
    CHECK(row.error < 1e-5);
  }
}

TEST_CASE("an unknown variant is refused with those there are") {
  const Op& op = find_op("conv2d");
  CHECK_THROWS_AS(measure_accuracy(op, op.cases.front(), "winogrd"), Error);
}
