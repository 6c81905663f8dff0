#include "lab/roofline_dots.h"

#include <doctest.h>

using namespace seven;

TEST_CASE("rows become dots at their intensity; what computes nothing has none") {
  BenchRow row;
  row.op = "conv2d";
  row.op_case = "conv1";
  row.problem = "forward";
  row.flops = 100.0;
  row.bytes = 4.0;
  row.gflops = 7.0;
  BenchRow moves = row;
  moves.flops = 0.0;
  const std::vector<RooflineDot> dots = roofline_dots({row, moves});
  REQUIRE(dots.size() == 1);
  CHECK(dots[0].label == "conv1");
  CHECK(dots[0].group == "forward");
  CHECK(dots[0].intensity == 25.0);
  CHECK(dots[0].gflops == 7.0);
  BenchRow other = row;
  other.op = "gemm";
  CHECK(roofline_dots({row, other})[1].label == "gemm conv1");  // with the op where there are several
}

TEST_CASE("a step's layers become dots, forward and backward") {
  StepReport report;
  report.parts = {{"conv1", "conv2d", {0.5, 2e9, 1e8}, {1.0, 3e9, 1e8}},
                  {"relu1", "activation", {0.1, 0.0, 1e8}, {0.1, 0.0, 1e8}},
                  {"fc", "linear", {0.0, 1e9, 1e8}, {0.5, 1e9, 1e8}}};
  const std::vector<RooflineDot> dots = roofline_dots(report);
  REQUIRE(dots.size() == 3);
  CHECK(dots[0].group == "forward");
  CHECK(dots[0].intensity == doctest::Approx(20.0));
  CHECK(dots[0].gflops == doctest::Approx(4.0));
  CHECK(dots[1].group == "backward");
  CHECK(dots[1].gflops == doctest::Approx(3.0));
  CHECK(dots[2].label == "fc");
}
