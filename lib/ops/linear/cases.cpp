#include "ops/linear/cases.h"

#include <algorithm>
#include <string>

#include "ops/linear/linear.h"

namespace seven::linear {

namespace {

OpCase make_case(const std::string& name, const Shape& x, Index units, bool bias = true) {
  OpCase result;
  result.name = name;
  const Index inputs = x.size() / x[0];
  result.inputs = {{"x", x}, {"w", Shape{units, inputs}}};
  if (bias) result.inputs.emplace_back("b", Shape{units});
  // The longest of the three sums: over the inputs, over the units, over the images.
  result.sum_length = std::max({inputs, units, x[0]});
  return result;
}

OpCase relu_case(const std::string& name, const Shape& x, Index units) {
  OpCase result = make_case(name, x, units);
  result.settings["relu"] = "true";
  return result;
}

OpCase benchmark_case(const std::string& name, const Shape& x, Index units) {
  OpCase result = make_case(name, x, units);
  result.benchmark = true;
  return result;
}

}  // namespace

// Batch 1 and more, one unit and one input, an image with axes of its own, gemm's register tile (8 x 32) and its depth
// (256) below, at and above.
std::vector<OpCase> cases() {
  return {
      make_case("small", {3, 5}, 4),
      make_case("no_bias", {3, 5}, 4, false),
      make_case("batch1", {1, 7}, 3),
      make_case("one_unit", {5, 6}, 1),
      make_case("one_input", {4, 1}, 3),
      make_case("one_of_all", {1, 1}, 1),
      make_case("flattened", {2, 3, 4, 5}, 6),
      make_case("tile", {8, 32}, 32),
      make_case("above_tile", {9, 33}, 35),
      relu_case("relu", {5, 7}, 9),
      make_case("deep", {3, 259}, 5),
      benchmark_case("cifar_fc", {128, 1024}, 64),
      benchmark_case("fc_1024", {128, 1024}, 1024),
  };
}

}  // namespace seven::linear
