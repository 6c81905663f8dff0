// seven learn as a learner meets it: the loop from a saved file to a sentence, and what is kept.
#include <doctest.h>

#include <chrono>
#include <thread>

#include "learn/small_course.h"
#include "support/program.h"

using namespace seven;
namespace fs = std::filesystem;

namespace {

std::string state_of(const SmallCourse& course) { return read_file(course.path() / ".seven-learn"); }

// Waits until the condition holds; false after ten seconds.
template <class F>
bool soon(F&& condition) {
  for (int i = 0; i < 500; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return false;
}

}  // namespace

TEST_CASE("from the first look to the last exercise") {
  const SmallCourse course;
  const auto learn = [&](const std::string& arguments, int code, const std::vector<std::string>& words) {
    return check_program("learn " + arguments, code, words, course.before());
  };
  learn("list", 0, {"01 First", "places", "again", "0 of 2"});
  learn("next", 0,
        {"Welcome to the small course", "Count the places", "exercises/01_first/places.cpp", "about 1 line"});
  CHECK(contains(learn("run", 1, {}).out, "count the places"));  // the sentence of the hole
  learn("next", 1, {"places has not passed yet", "learn hint"});
  learn("solution places", 1, {"shown after that"});
  learn("hint", 0, {"direction", "Look at the left."});
  learn("hint", 0, {"formula", "left over"});
  const ProgramRun third = learn("hint places", 0, {"code", "/ stride + 1"});
  CHECK(!contains(third.out, "once more"));

  course.write("places", kPlaces);
  learn("run places", 0, {"all 2 checks passed", "Because the first place counts", "learn solution places", "1 of 2"});
  CHECK(contains(state_of(course), "hints=3 runs=2 hash="));
  learn("list", 0, {"done places", "1 of 2"});
  learn("solution", 0, {"the same, letter for letter"});
  course.write("places", "return 1 + (size - kernel + 2 * pad) / stride;");
  learn("list", 0, {"changed since"});
  learn("solution", 0, {"-  return 1 + (size", "+  return (size"});
  learn("next", 0, {"Count them again"});
  learn("next", 1, {"again has not passed yet"});
  learn("next --skip", 0, {"That was all of the small course"});
}

TEST_CASE("a wrong answer is told where, what and why") {
  const SmallCourse course;
  course.write("places", "int left = size + 2 * pad - kernel;\n  return left / stride;");
  const ProgramRun run = run_program("learn run places", course.before());
  CHECK(run.exit_code == 1);
  CHECK(run.out ==
        "checking exercises/01_first/places.cpp ...\n"
        "Places  exercises/01_first/places.cpp\n"
        "  FAILED  no padding\n"
        "  what      output_size(8, 3, 1, 0) is wrong\n"
        "  expected  6\n"
        "  got       5\n"
        "  error     relative 0.17, allowed 0\n"
        "  cause     The first place is not counted. Steps are not places.\n"
        "  next      ./seven learn hint places\n"
        "  1 more check waits for this one\n"
        "[----------------------------------------] 0 of 2\n");
  CHECK(run.err.empty());
  course.write("places", "return size +;");
  const ProgramRun broken = run_program("learn run places", course.before());
  CHECK(broken.exit_code == 1);
  CHECK(contains(broken.out, "does not compile"));
  CHECK(contains(broken.out, "places.cpp, line 5"));
  course.write("places", "std::printf(\"size is %d\\n\", size);\n  return 0;");
  CHECK(contains(run_program("learn run places", course.before()).out, "| size is 8"));
}

TEST_CASE("saving the file is enough") {
  const SmallCourse course;
  // The keys come through a pipe that stays open until q is sent.
  const fs::path keys = course.path() / "keys";
  Program watch("learn watch <'" + keys.string() + "'", course.before() + " mkfifo '" + keys.string() + "';");
  REQUIRE(soon([&] { return fs::exists(keys); }));
  std::FILE* pipe = std::fopen(keys.c_str(), "w");
  REQUIRE(pipe != nullptr);
  const auto press = [&](const char* key) {
    std::fputs(key, pipe);
    std::fflush(pipe);
  };
  const auto shows = [&](const std::string& text) { return soon([&] { return contains(watch.output(), text); }); };
  CHECK(shows("count the places"));
  CHECK(shows("watching, save your file"));
  course.write("places", "return 5;");
  CHECK(shows("A number is made up"));
  const auto saved = std::chrono::steady_clock::now();
  course.write("places", kPlaces);
  CHECK(shows("all 2 checks passed"));
  MESSAGE("from the save to the result: "
          << std::chrono::duration<double>(std::chrono::steady_clock::now() - saved).count() << " s");
  press("h");
  CHECK(shows("Look at the left."));
  press("l");
  CHECK(shows("done places"));
  press("n");
  CHECK(shows("exercises/01_first/again.cpp ..."));
  press("n");  // not passed: said, and the loop goes on
  CHECK(shows("again has not passed yet"));
  press("x");
  CHECK(shows("y: yes"));
  press("n");
  press("q");
  CHECK(watch.wait().exit_code == 0);
  std::fclose(pipe);
}

TEST_CASE("manual mode checks when asked, and says so") {
  const SmallCourse course;
  const ProgramRun run =
      check_program("learn watch --manual </dev/null", 0, {"manual mode, r checks your file"}, course.before());
  CHECK(!contains(run.out, "watching, save"));
  CHECK(contains(check_program("learn watch --manual", 0, {"see you"}, course.before() + " printf rq |").out,
                 "count the places"));
}

TEST_CASE("reset keeps what was there") {
  const SmallCourse course;
  const std::string git =
      "cd '" + course.path().string() +
      "' && git init -q . && git add -A && git -c user.name=t -c user.email=t@t commit -qm start && cd /; ";
  const std::string mine = places_text("return 7;");
  course.write("places", kTodo);
  check_program("learn reset places --yes", 0, {"as it was at the start"}, course.before() + git);
  write_file(course.file("places"), mine);
  check_program("learn reset places", 2, {"nobody is here to answer", "--yes"}, course.before());
  check_program("learn reset places --yes", 0, {"kept as exercises/01_first/places.yours-1"}, course.before());
  CHECK(read_file(course.file("places")) == places_text(kTodo));
  CHECK(read_file(course.path() / "exercises/01_first/places.yours-1") == mine);
  course.write("places", "return 8;");
  check_program("learn reset places --yes", 0, {"places.yours-2"}, course.before());
  CHECK(read_file(course.path() / "exercises/01_first/places.yours-1") == mine);
}

TEST_CASE("progress is a text file that survives old names and says which line it cannot read") {
  const SmallCourse course;
  write_file(course.path() / ".seven-learn",
             "# mine\ncurrent old_places\nexercise old_places done=2026-01-02 hints=2 runs=9 hash=0123456789abcdef\n"
             "exercise from_the_future done=2027-01-01 hints=0 runs=1\n");
  check_program("learn list", 0, {"done places", "1 of 2"}, course.before());
  check_program("learn hint", 0, {"code"}, course.before());
  CHECK(contains(state_of(course), "exercise places done=2026-01-02 hints=3 runs=9"));
  CHECK(contains(state_of(course), "exercise from_the_future done=2027-01-01"));  // of a newer course: kept
  write_file(course.path() / ".seven-learn", "exercise places hints=many\n");
  check_program("learn list", 1, {"line 1", "hints=NUMBER"}, course.before());
  CHECK(state_of(course) == "exercise places hints=many\n");
}

TEST_CASE("names that are not there") {
  const SmallCourse course;
  check_program("learn run place", 2, {"exercise called \"place\"", "places"}, course.before());
  check_program("learn rnu", 2, {"rnu", "run"}, course.before());
  write_file(course.path() / "exercises/manifest.toml",
             std::string(kSmallManifest) + "\n[[exercise]]\nid = \"places\"\n");
  check_program("learn list", 1, {"manifest.toml, line", "chapter"}, course.before());
  fs::remove(course.path() / "exercises/manifest.toml");
  check_program("learn list", 1, {"manifest.toml", "no such file"}, course.before());
}
