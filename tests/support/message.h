// What an error says, for tests that look into it.
#pragma once

#include <string>

#include "core/error.h"

// The message of the Error that `run` throws; "no error" if it throws none. `exit_code` receives the Error's.
template <class F>
std::string message_of(F&& run, int* exit_code = nullptr) {
  try {
    run();
  } catch (const seven::Error& error) {
    if (exit_code != nullptr) *exit_code = error.exit_code();
    return error.what();
  }
  return "no error";
}

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
