// "Did you mean": the known names nearest to an unknown one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"

namespace seven {

// Up to three of `known` by edit distance, nearest first; all of them if there are five or fewer. Comma-separated.
std::string nearest(std::string_view name, const std::vector<std::string>& known);

// All of them: "a, b, c".
std::string join(const std::vector<std::string>& names);

// The error for a name that is none of `known`, to be thrown: Error with exit code 2 that offers the nearest ones.
Error unknown_name(const std::string& kind, const std::string& name, const std::vector<std::string>& known);

}  // namespace seven
