#include "learn/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>

#include "core/error.h"

extern char** environ;

namespace seven::learn {

namespace {

using Clock = std::chrono::steady_clock;

// Starts the command; `files` and `flags` are posix_spawn's.
pid_t start(const std::vector<std::string>& command, std::vector<std::string> added,
            const posix_spawn_file_actions_t* files, short flags) {
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setflags(&attributes, flags);
  std::vector<char*> arguments;
  for (const std::string& each : command) arguments.push_back(const_cast<char*>(each.c_str()));
  arguments.push_back(nullptr);
  std::vector<char*> environment;
  for (std::string& each : added) environment.push_back(each.data());
  for (char** each = environ; *each != nullptr; ++each) {
    const std::string name = std::string(*each).substr(0, std::strcspn(*each, "=") + 1);
    bool again = false;
    for (const std::string& other : added) again |= other.compare(0, name.size(), name) == 0;
    if (!again) environment.push_back(*each);
  }
  environment.push_back(nullptr);
  pid_t process = 0;
  const int failed = ::posix_spawnp(&process, arguments[0], files, &attributes, arguments.data(), environment.data());
  ::posix_spawnattr_destroy(&attributes);
  if (failed != 0) {
    throw Error("a program could not be started")
        .where(command.front())
        .got(std::strerror(failed))
        .fix("./seven doctor");
  }
  return process;
}

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

int code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

}  // namespace

ProcessResult run_process(const std::vector<std::string>& command, double limit_seconds) {
  int pipe[2];
#ifdef __linux__
  // In one step: a program that another thread starts meanwhile must not hold this pipe open.
  const bool opened = ::pipe2(pipe, O_CLOEXEC) == 0;
#else
  const bool opened = ::pipe(pipe) == 0;
#endif
  if (!opened) throw Error("no pipe").where(command.front()).got(std::strerror(errno));
  for (const int end : pipe) ::fcntl(end, F_SETFD, FD_CLOEXEC);
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&files, pipe[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&files, pipe[1], STDERR_FILENO);
  pid_t process = 0;
  try {
    // Messages in plain English and plain ASCII, whatever language the user has set.
    process = start(command, {"LC_ALL=C"}, &files, POSIX_SPAWN_SETPGROUP);
  } catch (const Error&) {
    for (const int end : pipe) ::close(end);
    ::posix_spawn_file_actions_destroy(&files);
    throw;
  }
  ::posix_spawn_file_actions_destroy(&files);
  ::close(pipe[1]);

  ProcessResult result;
  const Clock::time_point begin = Clock::now();
  bool late = false;
  char buffer[16 * 1024];
  while (true) {
    result.seconds = seconds_since(begin);
    if (result.seconds > limit_seconds && !late) {
      ::kill(-process, SIGKILL);
      late = true;
    }
    pollfd file{pipe[0], POLLIN, 0};
    if (::poll(&file, 1, 100) == 0) continue;
    const ssize_t count = ::read(pipe[0], buffer, sizeof buffer);
    if (count <= 0) break;
    if (result.output.size() < (1U << 20)) result.output.append(buffer, static_cast<std::size_t>(count));
  }
  ::close(pipe[0]);
  int status = 0;
  ::waitpid(process, &status, 0);
  result.exit_code = late ? 124 : code_of(status);
  return result;
}

ProcessResult run_in_sight(const std::vector<std::string>& command, double limit_seconds,
                           const std::vector<std::string>& environment) {
  const pid_t process = start(command, environment, nullptr, 0);
  const Clock::time_point begin = Clock::now();
  ProcessResult result;
  bool late = false;
  int status = 0;
  while (::waitpid(process, &status, WNOHANG) != process) {
    result.seconds = seconds_since(begin);
    if (result.seconds > limit_seconds && !late) {
      ::kill(process, SIGKILL);
      late = true;
    }
    ::usleep(result.seconds < 0.5 ? 2000 : 20000);
  }
  result.seconds = seconds_since(begin);
  result.exit_code = late ? 124 : code_of(status);
  return result;
}

}  // namespace seven::learn
