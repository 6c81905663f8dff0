#include "site/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <sstream>
#include <thread>

#include "core/error.h"

namespace seven::site {

namespace {

namespace fs = std::filesystem;

constexpr int kCannotStart = 127;  // as a shell says it

// In the child: one standard stream from or to a file.
void redirect(int stream, const std::string& file) {
  const int flags = stream == STDIN_FILENO ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC;
  const int fd = ::open(file.c_str(), flags, 0644);
  if (fd < 0 || ::dup2(fd, stream) < 0) ::_exit(kCannotStart);
  if (fd != stream) ::close(fd);
}

std::string or_nothing(const fs::path& file) { return file.empty() ? "/dev/null" : fs::absolute(file).string(); }

}  // namespace

fs::path find_on_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::istringstream directories(path == nullptr ? "/usr/bin:/bin" : path);
  for (std::string directory; std::getline(directories, directory, ':');) {
    const fs::path file = fs::path(directory.empty() ? "." : directory) / program;
    std::error_code code;
    if (::access(file.c_str(), X_OK) == 0 && fs::is_regular_file(file, code)) return file;
  }
  return {};
}

int run(const Command& command) {
  std::vector<char*> words;
  std::string line;
  for (const std::string& word : command.words) {
    words.push_back(const_cast<char*>(word.c_str()));
    line += (line.empty() ? "" : " ") + word;
  }
  words.push_back(nullptr);
  // Made before the fork: a child of a program with threads must not ask for memory.
  const std::string directory = command.directory.string();
  const std::string in = or_nothing(command.in);
  const std::string out = or_nothing(command.out);
  const std::string err = or_nothing(command.err);
  const pid_t process = ::fork();
  if (process == 0) {
    ::setpgid(0, 0);
    redirect(STDIN_FILENO, in);
    redirect(STDOUT_FILENO, out);
    redirect(STDERR_FILENO, err);
    if (!directory.empty() && ::chdir(directory.c_str()) != 0) ::_exit(kCannotStart);
    ::execvp(words[0], words.data());
    ::_exit(kCannotStart);
  }
  if (process > 0 && command.seconds == 0) return 0;
  if (process < 0) throw Error("a program could not be started").where(line);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(command.seconds);
  int status = 0;
  for (auto pause = std::chrono::milliseconds(1); ::waitpid(process, &status, WNOHANG) == 0;) {
    if (std::chrono::steady_clock::now() > deadline) {
      ::kill(-process, SIGKILL);
      ::waitpid(process, &status, 0);
      throw Error("a program did not come to an end and was killed")
          .where(line)
          .expected("at most " + std::to_string(command.seconds) + " s");
    }
    std::this_thread::sleep_for(pause);
    if (pause < std::chrono::milliseconds(20)) pause *= 2;
  }
  if (WIFSIGNALED(status)) {
    throw Error("a program was ended by a signal").where(line).got("signal " + std::to_string(WTERMSIG(status)));
  }
  if (WEXITSTATUS(status) == kCannotStart) throw Error("a program could not be started").where(line);
  return WEXITSTATUS(status);
}

}  // namespace seven::site
