// learning_rate: epoch after epoch, compared with base / factor^(drops so far).
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "learn/checks.h"

namespace seven::learn {

void check_learning_rate(Check& check) {
  const Index count = check.size("drops");
  const double base = check.number("base");
  const double factor = check.number("factor", 10.0);
  std::vector<int> drops;
  for (Index i = 0; i < count; ++i) drops.push_back(as_int(check.size(fmt::format("drop{}", i))));
  const auto first_after = [&](Index epoch) { return std::upper_bound(drops.begin(), drops.end(), epoch); };
  std::vector<int> memory = drops;
  memory.push_back(0);  // lies behind the list: whoever reads too far takes one drop too many
  auto array = check.input<int>("drops", {count + 1}, memory, "i");
  for (Index epoch = check.size("first"); epoch <= check.size("last"); ++epoch) {
    const double got = check.call("learning_rate", base, factor, array, as_int(count), as_int(epoch));
    const auto behind = static_cast<double>(first_after(epoch) - drops.begin());
    check.expect_value(fmt::format("the rate of epoch {}", epoch), got, base * std::pow(factor, -behind), {0.0, 1e-12});
  }
}

}  // namespace seven::learn
