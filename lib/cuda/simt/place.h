// A line of the source, as Place, which clang 14 has not.
#pragma once

namespace seven::simt {

struct Place {
  const char* file = "";
  int line = 0;

  // Where the caller stands, if called as a default argument or as a member's initial value.
  static constexpr Place here(const char* file = __builtin_FILE(), int line = __builtin_LINE()) { return {file, line}; }
};

}  // namespace seven::simt
