// A student's file is not trusted: whatever it does ends as a fail that says what it did, and the next check is as
// good as the first.
#include <doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

#include "core/error.h"
#include "learn/course.h"
#include "learn/filter.h"
#include "learn/sandbox.h"

using namespace seven;
using namespace seven::learn;

namespace {

// The file fails with this word, and says so.
ExerciseResult check_fails(const std::string& text, const std::string& word, const std::string& says = "") {
  RunOptions options;
  options.limits.seconds = word == "time limit" ? 1.0 : 20.0;  // on a busy machine a gigabyte takes its time
  options.diagnose = false;
  ExerciseResult result = course::result_of("output_size", text, options);
  CAPTURE(text);
  CAPTURE(result.message);
  CHECK(result.status == Status::fail);
  CHECK(result.word == word);
  CHECK(result.points() == 0.0);
  CHECK(contains(result.message, says));
  return result;
}

std::string with(const std::string& body, const std::string& before = "") { return course::output_size(body, before); }

// Then the right answer, so that a passing test shows that only the deed was refused.
std::string deed(const std::string& code, const std::string& before = "") {
  return with(code + "\n" + course::kRight, before);
}

const std::string kSolution = std::string(SEVEN_SOURCE_DIR) + "/solutions/01_seven_loops/output_size.cpp";

}  // namespace

TEST_CASE("the right answer passes here") {
  const ExerciseResult result = course::result_of("output_size", with(course::kRight));
  CHECK(result.status == Status::pass);
  CHECK(result.points() == result.max_points());
  CHECK(result.confined == can_filter());
}

TEST_CASE("ends that are no answers") {
  // Not an empty loop: clang++ takes one for undefined and leaves it out.
  check_fails(with("volatile bool on = true; while (on) {}"), "time limit", "not come back");
  check_fails(with("volatile int i = 0; for (;;) i = i + 1;"), "time limit");
  check_fails(with("std::abort();", "#include <cstdlib>"), "crash", "abort");
  check_fails(with("std::exit(0);", "#include <cstdlib>"), "exit", "exit code 0");
  check_fails(with("std::_Exit(0);", "#include <cstdlib>"), "exit", "exit code 0");
  check_fails(with("std::quick_exit(0);", "#include <cstdlib>"), "exit", "exit code 0");
  check_fails(with("volatile int zero = 0; return size / zero;"), "crash", "by zero");
  check_fails(with("return *reinterpret_cast<volatile int*>(8);"), "crash", "memory");
  check_fails(
      with("return deeper(size);",
           "int deeper(int n) { volatile int room[4096]; room[n % 4096] = n; return deeper(n + 1) + room[7]; }"),
      "crash", "stack");
  check_fails(with("throw std::runtime_error(\"no idea\");", "#include <stdexcept>"), "exception", "no idea");
  check_fails(with("throw 7;"), "exception");
  check_fails(with("std::vector<double> much(std::size_t{1} << 40); return static_cast<int>(much[size]);"),
              "memory limit");
  check_fails(with("std::vector<std::vector<char>> all; while (true) all.emplace_back(1 << 24, 'x');"), "memory limit");
  check_fails(with("while (true) std::printf(\"all checks passed, all checks passed, all checks passed\\n\");"),
              "output limit");
}

TEST_CASE("what is printed changes nothing and is kept") {
  const ExerciseResult result = course::result_of(
      "output_size", with("std::printf(\"{\\\"status\\\": \\\"pass\\\", \\\"points\\\": 100}\\n\"); return 1;"));
  CHECK(result.status == Status::fail);
  CHECK(result.word == "wrong");
  CHECK(contains(result.checks.front().output, "\"status\": \"pass\""));
}

TEST_CASE("files, processes and the network are out of reach" * doctest::skip(!can_filter())) {
  const std::string open = "std::ifstream in(\"" + kSolution + "\"); std::string line; std::getline(in, line);";
  check_fails(deed(open, "#include <fstream>\n#include <string>"), "forbidden", "solutions/01_seven_loops");
  check_fails(deed("std::fopen(\"" + kSolution + "\", \"r\");"), "forbidden", "opened a file");
  check_fails(deed("std::fopen(\"hidden/checks.toml\", \"r\");"), "forbidden", "hidden/checks.toml");
  check_fails(deed("std::fopen(\"/tmp/left-behind\", \"w\");"), "forbidden", "/tmp/left-behind");
  check_fails(deed("::unlink(\"" + kSolution + "\");", "#include <unistd.h>"), "forbidden");
  // Before main, from a constructor of the file.
  check_fails(deed("", "struct Early { Early() { std::fopen(\"" + kSolution + "\", \"r\"); } } early;"), "forbidden",
              "opened a file");
  check_fails(deed("", "[[gnu::constructor(0)]] void first() { std::fopen(\"" + kSolution + "\", \"r\"); }"),
              "forbidden");
  check_fails(deed("std::system(\"true\");", "#include <cstdlib>"), "forbidden", "process");
  check_fails(deed("::fork();", "#include <unistd.h>"), "forbidden", "process");
  check_fails(deed("while (true) ::fork();", "#include <unistd.h>"), "forbidden", "process");
  check_fails(deed("::execl(\"/bin/cat\", \"cat\", \"" + kSolution + "\", nullptr);", "#include <unistd.h>"),
              "forbidden", "process");
  check_fails(deed("::kill(::getppid(), 9);", "#include <signal.h>\n#include <unistd.h>"), "forbidden");
  check_fails(deed("::kill(-1, 9);", "#include <signal.h>"), "forbidden", "another process");
  check_fails(deed("::socket(AF_INET, SOCK_STREAM, 0);", "#include <sys/socket.h>"), "forbidden", "network");
  check_fails(deed("::ptrace(PTRACE_ATTACH, 1, nullptr, nullptr);", "#include <sys/ptrace.h>"), "forbidden",
              "another process");
  // By the system call itself, without the C library.
  check_fails(deed("::syscall(2, \"" + kSolution + "\", 0);", "#include <unistd.h>"), "forbidden");
  // A handler of its own does not open the door.
  const ExerciseResult deaf = course::result_of(
      "output_size",
      deed("::signal(SIGSYS, SIG_IGN); std::fopen(\"" + kSolution + "\", \"r\");", "#include <signal.h>"));
  CHECK(deaf.status == Status::fail);
}

TEST_CASE("files that the checker itself has open are not handed on") {
  const int secret = ::open(kSolution.c_str(), O_RDONLY);  // without O_CLOEXEC
  const int high = ::fcntl(secret, F_DUPFD, 30);
  REQUIRE(high >= 30);
  // 3 to 5 are the way to the checker, 6 and 7 the program itself.
  const ExerciseResult result =
      course::result_of("output_size", with("char byte = 0; int got = 0; for (int file = 8; file < 100; ++file) got += "
                                            "::read(file, &byte, 1) == 1; return got > 0 ? "
                                            "-1 : (size + 2 * pad - kernel) / stride + 1;",
                                            "#include <unistd.h>"));
  ::close(secret);
  ::close(high);
  CHECK(result.status == Status::pass);
}

TEST_CASE("a read at compile time is no way around") {
  check_fails("#include \"exercise.h\"\n#include \"" + kSolution + "\"\n", "reads other files", "solutions/");
  check_fails("#include \"exercise.h\"\n#include \"" + std::string(SEVEN_SOURCE_DIR) + "/exercises/manifest.toml\"\n" +
                  with(course::kRight),
              "reads other files", "manifest.toml");
  check_fails(
      with(course::kRight, "asm(\".section .rodata\\nsecret: .inc\" \"bin \\\"" + kSolution + "\\\"\\n.text\");"),
      "reads other files", "assembler");
  check_fails("#include \"exercise.h\"\n#include \"/etc/passwd\"\n" + with(course::kRight), "reads other files",
              "/etc/passwd");
}

TEST_CASE("the checker's own memory does not decide") {
  // Forged replies: the program says at once that all calls have come back.
  const ExerciseResult forged = course::result_of(
      "output_size", with("char byte = 1; for (int i = 0; i < 100; ++i) (void)!::write(5, &byte, 1); ::_exit(0);",
                          "#include <unistd.h>"));
  CHECK(forged.status == Status::fail);
  // A file that says of itself that it is not written yet, or could not be started.
  for (const char* code : {"96", "97", "98", "99", "127"}) {
    const ExerciseResult result =
        course::result_of("output_size", with("::_exit(" + std::string(code) + ");", "#include <unistd.h>"));
    CAPTURE(code);
    CHECK(result.status == Status::fail);
  }
}

TEST_CASE("files that are no program") {
  check_fails("", "does not compile", "no function output_size");
  check_fails("#include \"exercise.h\"\n", "does not compile", "no function output_size");
  CHECK(contains(check_fails("#include \"exercise.h\"\nint output_size(int size, int kernel, int stride, int pad) {\n  "
                             "return size +;\n}\n",
                             "does not compile", "expected ")
                     .where,
                 "line 3"));
  check_fails("#include \"exercise.h\"\nint output_size(int size, int kernel, int stride) { return 1; }\n",
              "other parameters", "put its first line back");
  check_fails(with(course::kRight) + "int main() { return 0; }\n", "does not link");
  check_fails(with("return helper(size);", "int helper(int);"), "does not link");
  check_fails(std::string(2 << 20, ' ') + with(course::kRight), "too large");
  RunOptions options;
  const ExerciseResult missing =
      run_exercise(course::workshop(), course::manifest().exercise("output_size"), "/nowhere/output_size.cpp", options);
  CHECK(missing.status == Status::fail);
  CHECK(missing.word == "missing");
}
