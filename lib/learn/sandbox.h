// A student's program in a child process with limits of time, memory, output and system calls, and the memory it
// shares with the checker.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

#include "learn/host/arena.h"

namespace seven::learn {

struct Limits {
  double seconds = 5.0;                 // for one call, on the wall clock
  std::size_t memory = 1UL << 30;       // bytes of address space beside the arena
  std::size_t output = 4UL << 20;       // bytes printed, after which the program is stopped
  std::size_t output_kept = 16 * 1024;  // of them, the first so many are kept
};

// How a call ended.
enum class Ending {
  returned,   // the function came back; results are in the arena
  todo,       // it is not written yet; `text` is the exercise's sentence
  exception,  // it threw; `text` is what()
  finding,    // its kernels did something wrong; `text` is the checker's report
  signature,  // its parameters were changed; `text` are the codes of those it takes
  crash,      // a signal; `text` says which and where
  memory,     // it asked for more than the limit
  timeout,    // it did not come back in time
  output,     // it printed more than the limit
  exit,       // it ended the program by itself
  forbidden,  // it opened a file, started a process, used the network; `text` says what
};

// The word for it in results: "crash", "time limit", ...
const char* ending_word(Ending ending);

struct CallResult {
  Ending ending = Ending::returned;
  std::string text;
  double result = 0.0;      // of a function that returns a number
  double seconds = 0.0;     // of the whole call, measured from outside
  std::int64_t fault = -1;  // for a crash at an address in the arena: the offset
};

class Sandbox {
 public:
  // Starts `program`, made by Workshop, in an empty environment. Throws Error if it cannot be started.
  Sandbox(const std::filesystem::path& program, const Limits& limits);
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  [[nodiscard]] Header& header() { return *reinterpret_cast<Header*>(arena_); }
  [[nodiscard]] char* arena() { return arena_; }
  // What it has printed so far, on standard output and standard error, cut at Limits::output_kept.
  [[nodiscard]] const std::string& output() const { return output_; }

  // Calls what the header names. After any ending but `returned` and `signature` the program is gone.
  CallResult call();

 private:
  void start(const std::filesystem::path& program);
  void stop();
  void read_output();
  CallResult gone();

  Limits limits_;
  char* arena_ = nullptr;
  int arena_file_ = -1, request_ = -1, reply_ = -1, printed_ = -1;
  pid_t process_ = 0;
  std::string output_;
  std::size_t output_bytes_ = 0;
  bool ended_ = false;
};

}  // namespace seven::learn
