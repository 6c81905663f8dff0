// The frame of the chapters' programs: options, exit codes, results and pictures.
#include "program.h"

#include <doctest.h>

#include <vector>

#include "core/error.h"
#include "core/file.h"
#include "support/message.h"
#include "support/temporary_directory.h"

using namespace seven;

namespace {

int run(chapters::Program& program, std::vector<const char*> arguments, const std::function<void()>& work) {
  arguments.insert(arguments.begin(), "program");
  return program.run(static_cast<int>(arguments.size()), arguments.data(), work);
}

}  // namespace

TEST_CASE("exit codes are those of the command line") {
  const auto exit_code = [](const std::vector<const char*>& arguments, const std::function<void()>& work) {
    chapters::Program program("01", "a chapter");
    return run(program, arguments, work);
  };
  CHECK(exit_code({}, [] {}) == 0);
  CHECK(exit_code({}, [] { throw Error("the test's own failure"); }) == 1);
  CHECK(exit_code({}, [] { throw Error("the test's own wrong use").wrong_use(); }) == 2);
  CHECK(exit_code({}, [] { throw Error("the test's own skip").skipped(); }) == 77);
  CHECK(exit_code({"--bogus"}, [] { FAIL("must not run"); }) == 2);
  CHECK(exit_code({"--help"}, [] { FAIL("must not run"); }) == 0);
}

TEST_CASE("a result is recorded with the command that measured it, and only on demand") {
  const TemporaryDirectory project;
  const std::string results = (project.path() / "docs" / "results").string();
  chapters::Program program("01", "a chapter");
  const auto work = [&] { program.record("conv1", "naive", {{"time", "3 ms"}}); };
  CHECK(run(program, {}, work) == 0);
  CHECK(!std::filesystem::exists(results));
  CHECK(run(program, {"--record", results.c_str()}, work) == 0);
  const std::string table = read_file(results + "/conv1.md");
  CHECK(contains(table, "| 3 ms |"));
  CHECK(contains(table, "`./seven chapter 01 --record " + results + "`"));
}

TEST_CASE("the picture is written where it was asked for") {
  const TemporaryDirectory directory;
  const std::string file = (directory.path() / "p.svg").string();
  chapters::Program program("01", "a chapter");
  const auto work = [&] { program.save_picture("<svg/>"); };
  CHECK(run(program, {}, work) == 0);
  CHECK(run(program, {"--picture", file.c_str()}, work) == 0);
  CHECK(read_file(file) == "<svg/>");
}
