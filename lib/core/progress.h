// A progress bar: how far, how fast, how long still. On a terminal one line that redraws itself; elsewhere (a log file,
// a pipe, CI) a plain line now and then.
#pragma once

#include <chrono>
#include <iosfwd>
#include <string>

#include "core/types.h"

namespace seven {

class Progress {
 public:
  // `total` steps of `unit` ("images"). Writes to `out`; `terminal` says whether that is one.
  Progress(std::ostream& out, bool terminal, std::string title, Index total, std::string unit);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // `count` more steps are done; `note` (a loss, say) stands at the end of the line.
  void advance(Index count, const std::string& note = "");
  // The last state on a line of its own. Called by the destructor if need be.
  void finish();

  // The line as it would be drawn `seconds` after the start. Public for the test.
  [[nodiscard]] std::string line(double seconds) const;

 private:
  void draw(double seconds);

  std::ostream& out_;
  bool terminal_;
  std::string title_;
  Index total_;
  std::string unit_;
  std::string note_;
  Index done_ = 0;
  double last_drawn_ = -1.0;
  bool finished_ = false;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// "3 s", "2 min 05 s", "1 h 10 min".
std::string duration_text(double seconds);

// Whether standard error is a terminal.
bool stderr_is_terminal();

}  // namespace seven
