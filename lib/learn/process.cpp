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
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  std::vector<char*> arguments;
  for (const std::string& each : command) arguments.push_back(const_cast<char*>(each.c_str()));
  arguments.push_back(nullptr);
  // Messages in plain English and plain ASCII, whatever language the user has set.
  std::vector<char*> environment;
  std::string language = "LC_ALL=C";
  for (char** each = environ; *each != nullptr; ++each) {
    if (std::strncmp(*each, "LC_ALL=", 7) != 0) environment.push_back(*each);
  }
  environment.push_back(language.data());
  environment.push_back(nullptr);
  pid_t process = 0;
  const int failed = ::posix_spawnp(&process, arguments[0], &files, &attributes, arguments.data(), environment.data());
  ::posix_spawn_file_actions_destroy(&files);
  ::posix_spawnattr_destroy(&attributes);
  ::close(pipe[1]);
  if (failed != 0) {
    ::close(pipe[0]);
    throw Error("a program could not be started")
        .where(command.front())
        .got(std::strerror(failed))
        .fix("./seven doctor");
  }

  ProcessResult result;
  const auto start = std::chrono::steady_clock::now();
  bool late = false;
  char buffer[16 * 1024];
  while (true) {
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
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
  result.exit_code = late ? 124 : WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

}  // namespace seven::learn
