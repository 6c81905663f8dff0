#include "learn/sandbox.h"

#include "core/error.h"

#if defined(__linux__)

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstring>

#include "learn/filter.h"

namespace seven::learn {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

void limit(int resource, rlim_t value) {
  const rlimit limits{value, value};
  ::setrlimit(static_cast<__rlimit_resource_t>(resource), &limits);
}

// In the child: the four files in their places, the limits, the filter, and the program. Only calls that are safe
// after fork. Never returns.
[[noreturn]] void become(int program, int arena, int request, int reply, int printed, int failed,
                         const Limits& limits) {
  // First out of the way of the places, then into them.
  const int high = ::fcntl(program, F_DUPFD_CLOEXEC, 20);
  const int news = ::fcntl(failed, F_DUPFD_CLOEXEC, 30);
  const int files[] = {::fcntl(arena, F_DUPFD_CLOEXEC, 30), ::fcntl(request, F_DUPFD_CLOEXEC, 30),
                       ::fcntl(reply, F_DUPFD_CLOEXEC, 30), ::fcntl(printed, F_DUPFD_CLOEXEC, 30)};
  const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(files[3], STDOUT_FILENO);
  ::dup2(files[3], STDERR_FILENO);
  ::dup2(files[0], kArenaFile);
  ::dup2(files[1], kRequestFile);
  ::dup2(files[2], kReplyFile);
  for (const int file : kProgramFiles) ::dup2(high, file);
  // Whatever else this process has open, a hidden check's file perhaps, is not handed on.
  for (int file = kProgramFiles[1] + 1; file < 1024; ++file) ::fcntl(file, F_SETFD, FD_CLOEXEC);
  ::setpgid(0, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, kArenaBytes);
  limit(RLIMIT_NOFILE, 64);
  limit(RLIMIT_CPU, static_cast<rlim_t>(std::ceil(limits.seconds * 4)) + 1);
  limit(RLIMIT_AS, limits.memory + kArenaBytes);
  limit(RLIMIT_STACK, 64UL << 20);
  if (!can_filter()) limit(RLIMIT_NPROC, 32);
  char* const arguments[] = {const_cast<char*>("exercise"), nullptr};
  char* const environment[] = {nullptr};
  if (install_filter(high)) ::fexecve(high, arguments, environment);
  const int reason = errno;
  (void)!::write(news, &reason, sizeof reason);
  ::_exit(127);
}

const char* signal_text(int number) {
  switch (number) {
    case SIGSEGV: return "it touched memory that is not its own (segmentation fault)";
    case SIGBUS: return "it touched memory that is not there (bus error)";
    case SIGFPE: return "it divided an integer by zero";
    case SIGILL: return "it ran into a place where code ends (illegal instruction): does every path return a value?";
    case SIGABRT: return "it ended itself with abort()";
    default: return "a signal ended it";
  }
}

}  // namespace

Sandbox::Sandbox(const std::filesystem::path& program, const Limits& limits) : limits_(limits) {
  arena_file_ = ::memfd_create("exercise", MFD_CLOEXEC);
  if (arena_file_ < 0 || ::ftruncate(arena_file_, static_cast<off_t>(kArenaBytes)) != 0)
    throw Error("no shared memory for the exercise").got(std::strerror(errno));
  void* memory = ::mmap(nullptr, kArenaBytes, PROT_READ | PROT_WRITE, MAP_SHARED, arena_file_, 0);
  if (memory == MAP_FAILED) throw Error("no shared memory for the exercise").got(std::strerror(errno));
  arena_ = static_cast<char*>(memory);
  start(program);
}

Sandbox::~Sandbox() {
  stop();
  for (const int file : {arena_file_, request_, reply_, printed_}) {
    if (file >= 0) ::close(file);
  }
  if (arena_ != nullptr) ::munmap(arena_, kArenaBytes);
}

void Sandbox::start(const std::filesystem::path& program) {
  const int executable = ::open(program.c_str(), O_RDONLY | O_CLOEXEC);
  if (executable < 0) throw Error("the exercise's program is gone").where(program.string()).got(std::strerror(errno));
  int request[2], reply[2], printed[2], failed[2];
  if (::pipe2(request, O_CLOEXEC) != 0 || ::pipe2(reply, O_CLOEXEC) != 0 || ::pipe2(printed, O_CLOEXEC) != 0 ||
      ::pipe2(failed, O_CLOEXEC) != 0)
    throw Error("no pipe for the exercise").got(std::strerror(errno));
  process_ = ::fork();
  if (process_ == 0) become(executable, arena_file_, request[0], reply[1], printed[1], failed[1], limits_);
  for (const int file : {executable, request[0], reply[1], printed[1], failed[1]}) ::close(file);
  request_ = request[1];
  reply_ = reply[0];
  printed_ = printed[0];
  ::fcntl(printed_, F_SETFL, O_NONBLOCK);
  if (process_ < 0) throw Error("no process for the exercise").got(std::strerror(errno));
  // This pipe closes when the program starts, before any line of the student's: what comes through it is the system's.
  int reason = 0;
  const bool broken = ::read(failed[0], &reason, sizeof reason) > 0;
  ::close(failed[0]);
  if (broken) {
    throw Error("the exercise's program could not be started")
        .got(std::strerror(reason))
        .fix("./seven doctor; more memory, or a system that allows seccomp filters");
  }
}

void Sandbox::stop() {
  if (process_ <= 0) return;
  ::kill(-process_, SIGKILL);
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
  process_ = 0;
}

void Sandbox::read_output() {
  char buffer[16 * 1024];
  for (ssize_t count = 0; (count = ::read(printed_, buffer, sizeof buffer)) > 0;) {
    output_bytes_ += static_cast<std::size_t>(count);
    const std::size_t room = limits_.output_kept - std::min(limits_.output_kept, output_.size());
    output_.append(buffer, std::min(room, static_cast<std::size_t>(count)));
    if (output_bytes_ > limits_.output) return;
  }
}

CallResult Sandbox::call() {
  if (ended_) throw Error("the exercise's program has ended already");
  const Clock::time_point start = Clock::now();
  char byte = 1;
  // A program that is gone already shows in the reply.
  struct sigaction ignore {
  }, before{};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, &before);
  const ssize_t sent = ::write(request_, &byte, 1);
  ::sigaction(SIGPIPE, &before, nullptr);
  CallResult result;
  bool replied = false;
  while (sent == 1 && !replied) {
    const double left = limits_.seconds - seconds_since(start);
    if (left <= 0) {
      result.ending = Ending::timeout;
      result.text = fmt::format("it had not come back after {:g} s: does every loop end?", limits_.seconds);
      break;
    }
    pollfd files[] = {{reply_, POLLIN, 0}, {printed_, POLLIN, 0}};
    ::poll(files, 2, static_cast<int>(left * 1000) + 1);
    if ((files[1].revents & POLLIN) != 0) read_output();
    if (output_bytes_ > limits_.output) {
      result.ending = Ending::output;
      result.text = fmt::format("it printed more than {} MB", limits_.output >> 20);
      break;
    }
    if ((files[0].revents & POLLIN) != 0 && ::read(reply_, &byte, 1) == 1) {
      replied = true;
    } else if ((files[0].revents & POLLHUP) != 0) {
      break;
    }
  }
  result.seconds = seconds_since(start);
  read_output();
  if (result.ending != Ending::returned) {
    ended_ = true;
    stop();
    const Header seen = header();
    if (seen.event == Event::finding) {  // what was found may be why it does not end
      result.ending = Ending::finding;
      result.text.assign(seen.text, ::strnlen(seen.text, sizeof seen.text));
    }
    return result;
  }
  if (!replied) return gone();
  const Header seen = header();
  header().event = Event::none;  // now, while the program waits: before the first call it may have ended already
  result.text.assign(seen.text, ::strnlen(seen.text, sizeof seen.text));
  result.result = seen.result;
  switch (seen.event) {
    case Event::exception: result.ending = Ending::exception; break;
    case Event::finding: result.ending = Ending::finding; break;
    case Event::no_memory:
      result.ending = Ending::memory;
      result.text = fmt::format("it asked for more than {} MB", limits_.memory >> 20);
      break;
    case Event::signature:
    case Event::missing: result.ending = Ending::signature; break;
    default: result.ending = Ending::returned; break;
  }
  return result;
}

// The program ended instead of answering: what its last words in the header say, and the system.
CallResult Sandbox::gone() {
  ended_ = true;
  int status = 0;
  ::waitpid(process_, &status, 0);
  process_ = 0;
  const Header seen = header();
  const std::string text(seen.text, ::strnlen(seen.text, sizeof seen.text));
  CallResult result;
  if (seen.event == Event::finding) {
    result.ending = Ending::finding;
    result.text = text;
  } else if (WIFSIGNALED(status)) {
    const int number = WTERMSIG(status);
    result.ending = number == SIGXCPU || number == SIGKILL ? Ending::timeout
                    : number == SIGSYS                     ? Ending::forbidden
                                                           : Ending::crash;
    result.text =
        number == SIGSYS
            ? "it started another process, or asked the system for something else that computing does not need"
        : number == SIGKILL ? "the system stopped it: too much time or memory"
                            : signal_text(number);
  } else if (WEXITSTATUS(status) == 96 && seen.event == Event::todo) {
    result.ending = Ending::todo;
    result.text = text;
  } else if (WEXITSTATUS(status) == 97 && seen.event == Event::trapped) {
    result.ending = Ending::forbidden;
    result.text = forbidden_deed(seen.number) + (text.empty() ? std::string() : ": " + text);
  } else if (WEXITSTATUS(status) == 98 && seen.event == Event::fault) {
    result.ending = Ending::crash;
    result.text =
        seen.stack_overflow != 0 ? "its stack is full: does it call itself without end?" : signal_text(seen.number);
    if (seen.in_arena != 0) result.fault = static_cast<std::int64_t>(seen.address);
  } else {
    result.ending = Ending::exit;
    result.text = fmt::format("it ended the whole program with exit code {}", WEXITSTATUS(status));
  }
  return result;
}

}  // namespace seven::learn

#else

namespace seven::learn {

Sandbox::Sandbox(const std::filesystem::path& /*program*/, const Limits& limits) : limits_(limits) {
  throw Error("exercises can be checked on Linux only, so far").fix("use Linux, WSL 2 or a container").skipped();
}
Sandbox::~Sandbox() = default;
CallResult Sandbox::call() { return {}; }

}  // namespace seven::learn

#endif

namespace seven::learn {

const char* ending_word(Ending ending) {
  switch (ending) {
    case Ending::returned: return "returned";
    case Ending::todo: return "not written yet";
    case Ending::exception: return "exception";
    case Ending::finding: return "finding";
    case Ending::signature: return "other parameters";
    case Ending::crash: return "crash";
    case Ending::memory: return "memory limit";
    case Ending::timeout: return "time limit";
    case Ending::output: return "output limit";
    case Ending::exit: return "exit";
    case Ending::forbidden: return "forbidden";
  }
  return "";
}

}  // namespace seven::learn
