// Numbers for checks that want others than -1 to 1.
#pragma once

#include <vector>

#include "core/philox.h"
#include "learn/check.h"

namespace seven::learn {

// The case's own stream of random numbers; other ones for each `stream` and "seed".
inline Random case_random(const Check& check, Index stream) {
  return Random(static_cast<std::uint64_t>(check.size("seed", 0)), Purpose::test, 2000000 + stream);
}

inline std::vector<float> random_floats(const Check& check, Index stream, Index count, double low, double high) {
  Random random = case_random(check, stream);
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& value : values) value = static_cast<float>(random.uniform(low, high));
  return values;
}

}  // namespace seven::learn
