// The loop of a learner: save the file, see the result. Looks at the file's time and size a few times a second, which
// works on every disk, shared and virtual ones too.
#pragma once

#include <iosfwd>

namespace seven::learn {

class Session;

struct WatchOptions {
  bool manual = false;   // checks only when r is pressed
  bool terminal = true;  // keys come one by one, without Enter; the screen is cleared before a result
  int input = 0;         // file descriptor of the keys
  int poll_milliseconds = 150;
};

// Until q is pressed or the input ends. Keys: n next, h hint, l list, r run, s solution, x reset (asks first), q quit.
void watch(Session& session, std::ostream& out, const WatchOptions& options);

}  // namespace seven::learn
