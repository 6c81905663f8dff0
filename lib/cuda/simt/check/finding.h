// What the checker has found, and its words for it.
#pragma once

#include <string>

namespace seven::simt {

enum class Kind { race, out_of_bounds, not_device_memory, freed_memory, uninitialised, misaligned, bad_index, barrier };

// "race", "out-of-bounds", ...: stable words, for tests and JSON.
constexpr const char* name(Kind kind) {
  switch (kind) {
    case Kind::race: return "race";
    case Kind::out_of_bounds: return "out-of-bounds";
    case Kind::not_device_memory: return "not-device-memory";
    case Kind::freed_memory: return "freed-memory";
    case Kind::uninitialised: return "uninitialised";
    case Kind::misaligned: return "misaligned";
    case Kind::bad_index: return "bad-index";
    case Kind::barrier: return "barrier";
  }
  return "";
}

// One mistake: the first time that it was seen, and how often in all. The same mistake has the same kind and the same
// places in the source.
struct Finding {
  Kind kind = Kind::race;
  std::string kernel;  // "sgemm<16>"
  std::string what;    // one line
  std::string text;    // the whole report, several lines
  long long count = 1;
};

}  // namespace seven::simt
