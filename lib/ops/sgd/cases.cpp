#include "ops/sgd/cases.h"

#include <string>
#include <utility>

namespace seven::sgd {

namespace {

OpCase make_case(const std::string& name, const Shape& w, SettingMap settings, bool buffer = true) {
  OpCase result;
  result.name = name;
  result.settings = std::move(settings);
  result.inputs = {{"w", w}, {"grad_w", w}};
  if (buffer) result.inputs.emplace_back("v", w);
  result.sum_length = 3;  // momentum, decay, gradient
  return result;
}

}  // namespace

// Both formulas, with and without a buffer from the step before, one element, odd numbers, a chunk and one more.
std::vector<OpCase> cases() {
  std::vector<OpCase> list = {
      make_case("paper", {5, 7}, {}),
      make_case("pytorch", {5, 7}, {{"buffer", "pytorch"}}),
      make_case("paper_first_step", {3, 5}, {{"rate", "0.1"}}, false),
      make_case("pytorch_first_step", {3, 5}, {{"rate", "0.1"}, {"buffer", "pytorch"}}, false),
      make_case("one_element", {1}, {{"rate", "0.5"}, {"decay", "0.1"}}),
      make_case("plain", {2, 3, 3, 3}, {{"momentum", "0"}, {"decay", "0"}}),
      make_case("above_chunk", {16385}, {{"decay", "0.01"}}),
  };
  list.push_back(make_case("fc_1m", {1024, 1024}, {}));
  list.back().benchmark = true;
  list.push_back(make_case("alexnet_fc8", {1000, 4096}, {}));
  list.back().benchmark = true;
  return list;
}

}  // namespace seven::sgd
