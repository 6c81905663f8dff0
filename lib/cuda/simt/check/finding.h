// What the checker has found, and its words for it.
#pragma once

#include <string>

namespace seven::simt {

enum class Kind {
  race,
  out_of_bounds,
  not_device_memory,
  freed_memory,
  uninitialised,
  misaligned,
  bad_index,
  barrier,
  host_access,
  runtime_call,
  launch,
  time_limit,
  crash
};

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
    case Kind::host_access: return "host-access";
    case Kind::runtime_call: return "runtime-call";
    case Kind::launch: return "launch";
    case Kind::time_limit: return "time-limit";
    case Kind::crash: return "crash";
  }
  return "";
}

// One mistake: the first time that it was seen, and how often in all. The same mistake has the same kind and the same
// places in the source.
struct Finding {
  Kind kind = Kind::race;
  std::string kernel;  // "sgemm<16>"; "" for what the host did
  std::string what;    // one line
  std::string text;    // the whole report, several lines
  std::string file;    // where it was seen; of two places, the first
  int line = 0;
  long long count = 1;

  // The report, and how often this was seen.
  [[nodiscard]] std::string full_text() const {
    return text + (count > 1 ? "  " + std::to_string(count) + " times in all\n" : "");
  }
};

}  // namespace seven::simt
