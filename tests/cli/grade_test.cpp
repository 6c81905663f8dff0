// seven grade as an instructor meets it: folders in, files out.
#include <doctest.h>

#include "learn/small_course.h"
#include "support/program.h"

using namespace seven;
namespace fs = std::filesystem;

namespace {

fs::path student(const TemporaryDirectory& folder, const std::string& name, const std::string& body) {
  fs::create_directories(folder / "class" / name);
  write_file(folder / "class" / name / "places.cpp", places_text(body));
  return folder / "class" / name;
}

}  // namespace

TEST_CASE("a class becomes points, pages and files for other systems") {
  const SmallCourse course;
  const TemporaryDirectory folder;
  student(folder, "ann", kPlaces);
  student(folder, "bob", "return (size + 2 * pad - kernel) / stride;");
  const std::string out = quoted(folder / "out");
  const ProgramRun run = check_program(
      "grade --class " + quoted(folder / "class") + " --exercise places --assignment 'Week 1' --out " + out, 0,
      {"ann", "bob", "pass", "fail", "all 2 public checks passed", "0 of 2 public checks passed", "report.html"},
      course.before());
  for (const char* file : {"report.html", "grades.csv", "results.json", "ann/results.json", "ann/junit.xml",
                           "ann/gradescope.json", "ann/classroom.json", "ann/classroom.base64", "bob/results.json"})
    CHECK_MESSAGE(fs::exists(folder / "out" / file), file);
  CHECK(contains(read_file(folder / "out/grades.csv"), "Week 1"));
  CHECK(contains(read_file(folder / "out/bob/results.json"), "\"cause_id\": \"no_first\""));
  CHECK(contains(read_file(folder / "out/report.html"), "The first place is not counted (1)"));
}

TEST_CASE("a student's folder is only read") {
  const SmallCourse course;
  const TemporaryDirectory folder;
  const fs::path ann = student(folder, "ann", kPlaces);
  check_program("grade " + quoted(ann) + " --out " + quoted(folder / "out"), 0, {"ann"},
                course.before() + "chmod -w " + quoted(ann) + ";");
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(ann)) files += entry.is_regular_file() ? 1 : 0;
  CHECK(files == 1);
  fs::permissions(ann, fs::perms::owner_all);
}

TEST_CASE("wrong use of grade") {
  const SmallCourse course;
  const TemporaryDirectory folder;
  const fs::path ann = student(folder, "ann", kPlaces);
  const std::string out = " --out " + quoted(folder / "out");
  check_program("grade" + out, 2, {"nothing to grade", "--class"}, course.before());
  check_program("grade /nowhere" + out, 1, {"no such folder", "/nowhere"}, course.before());
  check_program("grade --class /nowhere" + out, 1, {"no such folder"}, course.before());
  check_program("grade " + quoted(ann) + " --exercise place" + out, 2, {"places"}, course.before());
  check_program("grade " + quoted(ann) + " --chapter 07" + out, 2, {"01_first"}, course.before());
  check_program("grade " + quoted(ann) + " --hidden /nowhere" + out, 1, {"hidden checks"}, course.before());
  check_program("grade " + quoted(ann) + " --seconds 0" + out, 2, {"--seconds"}, course.before());
  check_program("grade " + quoted(ann) + " " + quoted(ann) + out, 1, {"same name"}, course.before());
  CHECK(!fs::exists(folder / "out"));
}
