#include "ops/dropout/cases.h"

#include <string>
#include <utility>

namespace seven::dropout {

namespace {

OpCase make_case(const std::string& name, const Shape& x, SettingMap settings) {
  OpCase result;
  result.name = name;
  result.settings = std::move(settings);
  result.inputs = {{"x", x}};
  return result;
}

OpCase benchmark_case(const std::string& name, const Shape& x, SettingMap settings) {
  OpCase result = make_case(name, x, std::move(settings));
  result.benchmark = true;
  return result;
}

}  // namespace

// Batch 1 and more, one unit, rows that are not a multiple of Philox's block of four, both scalings, nothing dropped
// and nearly everything, images with axes of their own.
std::vector<OpCase> cases() {
  return {
      make_case("half", {3, 8}, {{"rate", "0.5"}}),
      make_case("odd_row", {5, 7}, {{"rate", "0.25"}, {"seed", "3"}, {"epoch", "2"}}),
      make_case("scale_at_test", {4, 9}, {{"rate", "0.5"}, {"scale", "test"}}),
      make_case("batch1", {1, 13}, {{"rate", "0.4"}, {"seed", "1"}}),
      make_case("one_unit", {6, 1}, {{"rate", "0.5"}}),
      make_case("rate_0", {2, 5}, {{"rate", "0"}}),
      make_case("rate_0.9", {2, 50}, {{"rate", "0.9"}}),
      make_case("maps", {2, 3, 4, 5}, {{"rate", "0.5"}, {"seed", "7"}}),
      benchmark_case("fc_4096", {128, 4096}, {{"rate", "0.5"}}),
  };
}

}  // namespace seven::dropout
