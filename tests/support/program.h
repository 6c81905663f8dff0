// The built program as a user meets it: run with arguments, its output and exit code looked at; or started and killed.
#pragma once

#include <doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "core/file.h"
#include "support/message.h"
#include "support/temporary_directory.h"

// What the program left behind. `exit_code` is minus the signal's number if one ended it.
struct ProgramRun {
  int exit_code = -1;
  std::string out;
  std::string err;
};

// The program at work. Arguments are those of a shell's command line; `before` are shell commands that run first, such
// as "cd ...;" or "ulimit ...;".
class Program {
 public:
  explicit Program(const std::string& arguments, const std::string& before = "") {
    const std::string command = "export OMP_WAIT_POLICY=passive NO_COLOR=1; " + before + " exec '" + SEVEN_PROGRAM +
                                "' " + arguments + " >'" + (files_ / "out").string() + "' 2>'" +
                                (files_ / "err").string() + "'";
    process_ = ::fork();
    if (process_ == 0) {
      ::execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
      ::_exit(127);
    }
    REQUIRE(process_ > 0);
  }
  ~Program() {
    kill();
    wait();
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void kill() const {
    if (process_ > 0) ::kill(process_, SIGKILL);
  }

  [[nodiscard]] bool running() {
    if (process_ > 0 && ::waitpid(process_, &status_, WNOHANG) == process_) process_ = 0;
    return process_ > 0;
  }

  // What it has printed so far.
  [[nodiscard]] std::string output() const { return text("out"); }

  ProgramRun wait() {
    if (process_ > 0) ::waitpid(process_, &status_, 0);
    process_ = 0;
    const int code = WIFEXITED(status_) ? WEXITSTATUS(status_) : -WTERMSIG(status_);
    return {code, text("out"), text("err")};
  }

 private:
  [[nodiscard]] std::string text(const std::string& name) const {
    return std::filesystem::exists(files_ / name) ? seven::read_file(files_ / name) : "";
  }

  TemporaryDirectory files_;
  pid_t process_ = 0;
  int status_ = 0;
};

inline ProgramRun run_program(const std::string& arguments, const std::string& before = "") {
  return Program(arguments, before).wait();
}

// Runs the program; it must end with this code and say each of the words, errors on standard error.
inline ProgramRun check_program(const std::string& arguments, int exit_code, const std::vector<std::string>& words,
                                const std::string& before = "") {
  ProgramRun result = run_program(arguments, before);
  CAPTURE(arguments);
  CAPTURE(result.out);
  CAPTURE(result.err);
  CHECK(result.exit_code == exit_code);
  for (const std::string& word : words) {
    CHECK_MESSAGE(contains(exit_code == 0 ? result.out + result.err : result.err, word), word);
  }
  // A raw exception's text, or a sanitizer's, is no message for a user.
  for (const char* raw : {"std::", "filesystem error", "vector", "Sanitizer", "runtime error"}) {
    CHECK_MESSAGE(!contains(result.err, raw), raw);
  }
  return result;
}

// A path as one word of a shell's command line.
inline std::string quoted(const std::filesystem::path& path) { return "'" + path.string() + "'"; }
