// What wrong numbers have in common: often the quickest way to the mistake.
#pragma once

#include <string>
#include <vector>

#include "core/compare.h"

namespace seven::learn {

// One sentence such as "every value is 2 times what it should be", or "" if nothing strikes the eye. `unwritten` marks
// elements that the function never wrote.
std::string symptom(const std::vector<double>& got, const std::vector<double>& expected,
                    const std::vector<bool>& unwritten, Tolerance tolerance);

}  // namespace seven::learn
