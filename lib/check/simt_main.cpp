// The main() around a student's program: linked with --wrap=main, so that the program's own main() is called from here.
// The checker lives from before it to the end of the process, and the report is written when all else is over: after
// exit() too, or when the time is up, or when the program crashes. Not part of any other program.
#if defined(SEVEN_SIMT_CHECKS)

#include <signal.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <new>
#include <string>

#include "check/simt_report.h"
#include "core/error.h"
#include "core/scratch.h"
#include "cuda/simt/check/checker.h"
#include "cuda/simt/check/words.h"

// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming): the linker's names
extern "C" int __real_main(int argc, char** argv, char** environment);
extern "C" int __wrap_main(int argc, char** argv, char** environment);
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)

namespace {

using namespace seven;

constexpr const char* kCutOff = "it did not come to its end";

std::string setting(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// Never destroyed: global objects of the program may use device memory to the very end.
struct Guard {
  std::string path = setting("SEVEN_SIMT_REPORT");  // "": the report goes to standard error
  long seconds = std::atol(setting("SEVEN_SIMT_SECONDS").c_str());
  std::string error = kCutOff;
  simt::Checker checker{{!setting("SEVEN_SIMT_PROFILE").empty(),
                         static_cast<unsigned>(std::atol(setting("SEVEN_SIMT_TOUCHED").c_str()))}};

  void write() const {
    SimtReport report;
    add_to(report, checker, "");
    report.error = error;
    if (path.empty()) return;
    put(path + ".new", simt_message(report));
    std::filesystem::rename(path + ".new", path);
  }
};

Guard* guard = nullptr;

void at_exit() {
  if (guard->error == kCutOff) guard->error.clear();  // by exit(), then
  guard->write();
  if (guard->path.empty()) std::fputs(guard->checker.text().c_str(), stderr);
}

// The last words of a program that is stopped here.
[[noreturn]] void stop(simt::Kind kind, const std::string& what, const void* pc, const std::string& hint, int code) {
  static volatile sig_atomic_t stopping = 0;
  if (stopping != 0) ::_exit(code);
  stopping = 1;
  const simt::SourceLine& line = simt::line_of(pc);
  const simt::Block* block = simt::running_block();
  const std::string who = block != nullptr ? simt::who(block->current()) + " " : "";
  guard->checker.add(kind, line, what,
                     {who + (line.line == 0 ? "in a function of a library" : simt::at_line(line)), hint});
  guard->error.clear();
  guard->write();
  ::_exit(code);
}

void time_over(const void* pc) {
  simt::time_is_up = nullptr;
  std::fflush(stdout);
  stop(simt::Kind::time_limit, "still running after " + std::to_string(guard->seconds) + " s", pc,
       "Does this loop end? Does a thread wait for another without a barrier? Where neither: give it more --seconds, "
       "or less to do.",
       124);
}

const void* place_of(void* context) {
  const auto* registers = static_cast<ucontext_t*>(context);
  const auto pc = registers->uc_mcontext.gregs[REG_RIP] + 1;  // as if called from there
  return reinterpret_cast<const void*>(pc);                   // NOLINT(performance-no-int-to-ptr)
}

// First the next access to memory is asked to stop, where allocating and writing is safe. If there is none within a
// second, the program computes without memory, and it is stopped right where it is.
void on_alarm(int /*signal*/, siginfo_t* /*info*/, void* context) {
  if (simt::time_is_up != nullptr) time_over(place_of(context));
  simt::time_is_up = time_over;
  ::alarm(1);
}

void on_crash(int signal, siginfo_t* /*info*/, void* context) {
  const char* what = signal == SIGSEGV   ? "the program touched memory that is not its own (segmentation fault)"
                     : signal == SIGBUS  ? "the program touched memory that is not there (bus error)"
                     : signal == SIGFPE  ? "the program divided an integer by zero"
                     : signal == SIGABRT ? "the program ended itself with abort(), as a failed assert() does"
                                         : "the program ran into a place where code ends (illegal instruction)";
  const char* hint = signal == SIGSEGV ? "A null pointer, an array of the host's that is too short, or a kernel whose "
                                         "own arrays fill its stack of 256 KiB?"
                     : signal == SIGABRT ? "What it printed before says why."
                                         : "Look at this line.";
  stop(simt::Kind::crash, what, place_of(context), hint, 128 + signal);
}

void watch_signals() {
  static char stack[std::size_t{1} << 20];
  stack_t alternate{};
  alternate.ss_sp = stack;
  alternate.ss_size = sizeof stack;
  ::sigaltstack(&alternate, nullptr);
  struct sigaction action {};
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  action.sa_sigaction = on_crash;
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) ::sigaction(signal, &action, nullptr);
  action.sa_sigaction = on_alarm;
  action.sa_flags |= SA_RESTART;
  ::sigaction(SIGALRM, &action, nullptr);
  if (guard->seconds > 0) ::alarm(static_cast<unsigned>(guard->seconds));
}

}  // namespace

// NOLINTNEXTLINE(bugprone-reserved-identifier,readability-identifier-naming)
int __wrap_main(int argc, char** argv, char** environment) {
  guard = new Guard;
  guard->checker.when_found([] { guard->write(); });
  watch_signals();
  std::atexit(at_exit);
  int code = 1;
  try {
    code = __real_main(argc, argv, environment);
    guard->error.clear();
  } catch (const Error& error) {
    guard->error = error.what();
  } catch (const std::bad_alloc&) {
    guard->error = "there was not enough memory";
  } catch (const std::exception& error) {
    guard->error = std::string("it ended by an exception: ") + error.what();
  } catch (...) {
    guard->error = "it ended by an exception";
  }
  return code;
}

#endif
