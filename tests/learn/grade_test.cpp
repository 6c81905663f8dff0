// Grading: the same points in every form, hidden checks that stay hidden, and a class in one page.
#include "learn/grade.h"

#include <doctest.h>
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/error.h"
#include "learn/course.h"
#include "learn/formats.h"
#include "learn/small_course.h"

using namespace seven;
using namespace seven::learn;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

constexpr const char* kHidden = R"toml(
[[check]]
exercise = "places"
id = "secret"
title = "a secret size of 31337"
run = "output_size"
weight = 3
case = { size = 31337, kernel = 7, stride = 5 }
)toml";

struct Class {
  SmallCourse course;
  TemporaryDirectory folder;
  Manifest manifest = read_manifest(course.path());

  // A student's folder with this body in places.cpp.
  fs::path student(const std::string& name, const std::string& body) const {
    write(folder / name / "01_first", "places.cpp", places_text(body));
    return folder / name;
  }
  static void write(const fs::path& where, const std::string& name, const std::string& text) {
    fs::create_directories(where);
    write_file(where / name, text);
  }
  void hide() {
    write(folder / "hidden", "first.toml", kHidden);
    add_hidden_checks(manifest, folder / "hidden");
  }
  [[nodiscard]] Workshop workshop() const {
    Toolchain toolchain = cli::toolchain();
    toolchain.work = toolchain.work / "grade_test";  // another course, so other parts than the other tests
    toolchain.root = course.path();
    return Workshop(toolchain);
  }
  [[nodiscard]] std::vector<Submission> grades(const std::vector<fs::path>& folders, int jobs = 2) const {
    GradeOptions options;
    options.run.limits.seconds = 1.0;
    options.jobs = jobs;
    return grade(workshop(), manifest, folders, options);
  }
};

// Points and maximum, read out of each form by its own reader.
using Totals = std::pair<double, double>;

Totals of_json(const std::string& text) {
  Totals totals{0, 0};
  const Json submission = Json::parse(text)["submissions"][0];
  for (const Json& exercise : submission["exercises"]) {
    for (const Json& check : exercise["checks"]) {
      totals.first += check["points"].get<double>();
      totals.second += check["max"].get<double>();
    }
  }
  CHECK(submission["points"] == totals.first);
  CHECK(submission["max"] == totals.second);
  return totals;
}

Totals of_junit(const std::string& text) {
  Totals totals{0, 0};
  for (std::size_t at = 0; (at = text.find("name=\"points\" value=\"", at)) != std::string::npos; ++at)
    totals.first += std::stod(text.substr(at + 21));
  for (std::size_t at = 0; (at = text.find("name=\"max\" value=\"", at)) != std::string::npos; ++at)
    totals.second += std::stod(text.substr(at + 18));
  return totals;
}

Totals of_gradescope(const std::string& text) {
  Totals totals{0, 0};
  const Json file = Json::parse(text);
  for (const Json& test : file["tests"]) {
    totals.first += test["score"].get<double>();
    totals.second += test["max_score"].get<double>();
  }
  CHECK(file["score"] == totals.first);
  return totals;
}

// As the reporter adds them up.
Totals of_classroom(const std::string& text) {
  Totals totals{0, 0};
  const Json file = Json::parse(text);
  for (const Json& test : file["tests"]) totals.first += test["score"].get<double>();
  totals.second = file["max_score"];
  return totals;
}

Totals of_csv(const std::string& text) {
  const std::string line = text.substr(text.find('\n') + 1);
  std::vector<std::string> cells(1);
  for (const char letter : line) {
    if (letter == ',') {
      cells.emplace_back();
    } else {
      cells.back() += letter;
    }
  }
  return {std::stod(cells.at(9)), std::stod(cells.at(10))};
}

}  // namespace

TEST_CASE("all five forms have the same points") {
  Class c;
  c.hide();
  const fs::path places[] = {c.student("right", kPlaces),
                             c.student("wrong", "return 0;"),
                             c.student("part", "return pad == 0 ? size - kernel + 1 : 0;"),
                             c.student("loop", "volatile bool on = true; while (on) {}"),
                             c.student("broken", "return +;"),
                             c.student("exits", "std::exit(0);"),
                             c.student("todo", kTodo)};
  for (const fs::path& place : places) {
    const Submission submission = c.grades({place})[0];
    CAPTURE(submission.student);
    const Totals totals{submission.points(), submission.max_points()};
    CHECK(totals.second == 7.0);  // plain 1, padded 2, secret 3, again 1
    CHECK(of_json(grades_json({submission}, "a", "c")) == totals);
    CHECK(of_junit(junit_xml(submission)) == totals);
    CHECK(of_gradescope(gradescope_json(submission)) == totals);
    CHECK(of_classroom(classroom_json(submission)) == totals);
    CHECK(of_csv(grades_csv({submission}, "a", "")) == totals);
    CHECK(submission.points() == (submission.student == "right" ? 6.0 : submission.student == "part" ? 1.0 : 0.0));
  }
}

TEST_CASE("hidden checks count, and students learn no more than that") {
  Class c;
  c.hide();
  // Right for the public sizes, made up for others.
  const Submission cheat =
      c.grades({c.student("cheat", "return size == 8 ? (size + 2 * pad - kernel) / stride + 1 : 4;")})[0];
  CHECK(cheat.points() == 3.0);
  CHECK(contains(cheat.summary(), "2 of 3 public checks passed (hidden checks exist)"));  // again.cpp is missing
  CHECK(contains(grades_json({cheat}, "a", "c"), "31337"));
  for (const std::string& text : {classroom_json(cheat), check_text(cheat.exercises[0].checks[0])}) {
    CHECK(!contains(text, "31337"));
    CHECK(!contains(text, "secret"));
  }
  const Json gradescope = Json::parse(gradescope_json(cheat));
  for (const Json& test : gradescope.at("tests")) {
    CHECK(test["visibility"] == (contains(test.dump(), "31337") ? "hidden" : "visible"));
  }
  CHECK(contains(classroom_json(cheat), "hidden check 1"));
}

TEST_CASE("links out of the folder are not followed, and a student's folder needs no form") {
  const Class c;
  fs::create_directories(c.folder / "linked");
  fs::create_symlink(c.course.path() / "solutions/01_first/places.cpp", c.folder / "linked" / "places.cpp");
  fs::create_directories(c.folder / "linked_folder");
  fs::create_directory_symlink(c.course.path() / "solutions/01_first", c.folder / "linked_folder" / "01_first");
  Class::write(c.folder / "flat", "places.cpp", places_text(kPlaces));
  Class::write(c.folder / "clone/exercises/01_first", "places.cpp", places_text(kPlaces));
  const auto grades =
      c.grades({c.folder / "linked", c.folder / "linked_folder", c.folder / "flat", c.folder / "clone"});
  CHECK(grades[0].exercises[0].word == "reads other files");
  CHECK(grades[0].points() == 0.0);
  CHECK(grades[1].exercises[0].word == "reads other files");
  CHECK(grades[2].points() == 3.0);
  CHECK(grades[3].points() == 3.0);
  CHECK(grades[3].exercises[1].word == "missing");
  CHECK_THROWS_AS((void)c.grades({c.folder / "nobody"}), Error);
}

TEST_CASE("a class of thirty in one page") {
  const Class c;
  const char* const bodies[] = {kPlaces, "return (size + 2 * pad - kernel) / stride;",
                                "return (size + pad - kernel) / stride + 1;",
                                "volatile int zero = 0; return size / zero;", "volatile bool on = true; while (on) {}"};
  std::vector<fs::path> folders;
  for (int i = 0; i < 30; ++i) folders.push_back(c.student(fmt::format("s{:02}", i), bodies[i % 10 < 5 ? 0 : i % 5]));
  Class::write(folders[3], ".seven-learn", "exercise places hints=2 runs=7\n");
  Class::write(folders[4], ".seven-learn", "no such line\n");  // a damaged record does not stop the class
  auto submissions = c.grades(folders);
  Class::write(c.folder.path(), "roster.csv",
               "student_id,last_name,first_name,email\ns00,\"Curie, née\",Marie,m@x\ns01,=cmd(),<b>,\n");
  read_roster(c.folder / "roster.csv", submissions);
  CHECK(submissions[3].hints.at("places") == 2);
  const std::string csv = grades_csv(submissions, "First", "2026-12-01");
  CHECK(contains(csv, "First,2026-12-01,20"));
  CHECK(contains(csv, "s00,\"Curie, née\",Marie,m@x,3,0,3,4\n"));
  CHECK(contains(csv, "s01,'=cmd(),<b>,"));  // no formula
  const std::string page = class_report(submissions, "First <1>", "machine", "day", "command");
  CHECK(contains(page, "First &lt;1&gt;"));
  CHECK(!contains(page, "<1>"));
  CHECK(contains(page, "The first place is not counted (3)"));
  CHECK(contains(page, "The padding is counted once (3)"));
  CHECK(contains(page, "crash (3)"));
  CHECK(contains(page, "title=\"places: 0 of 3, time limit\""));
  CHECK(contains(page, ">60 %</b>"));  // 18 of 30 passed
  // One worker and two come to the same.
  folders.resize(8);
  CHECK(grades_csv(c.grades(folders, 1), "a", "") == grades_csv(c.grades(folders, 2), "a", ""));
}

TEST_CASE("the schema knows every key and finds a missing one") {
  const Json schema = Json::parse(read_file(fs::path(SEVEN_SOURCE_DIR) / "docs/grading.schema.json"));
  // As much of JSON Schema as this file uses.
  const std::function<std::string(const Json&, const Json&)> fault = [&](const Json& rule,
                                                                         const Json& value) -> std::string {
    if (rule.contains("$ref")) return fault(schema["$defs"][rule["$ref"].get<std::string>().substr(8)], value);
    const Json types = rule["type"].is_array() ? rule["type"] : Json::array({rule["type"]});
    const std::string type = value.is_null()             ? "null"
                             : value.is_object()         ? "object"
                             : value.is_array()          ? "array"
                             : value.is_string()         ? "string"
                             : value.is_boolean()        ? "boolean"
                             : value.is_number_integer() ? "integer"
                                                         : "number";
    bool fits = false;
    for (const Json& each : types) fits = fits || each == type || (each == "number" && type == "integer");
    if (!fits) return "type of " + value.dump();
    if (rule.contains("enum") && std::find(rule["enum"].begin(), rule["enum"].end(), value) == rule["enum"].end())
      return "value " + value.dump();
    if (type == "object") {
      for (const Json& key : rule["required"])
        if (!value.contains(key.get<std::string>())) return "missing " + key.dump();
      for (const auto& [key, inner] : value.items()) {
        if (!rule["properties"].contains(key)) return "unknown " + key;
        if (std::string text = fault(rule["properties"][key], inner); !text.empty()) return text;
      }
    }
    if (type == "array") {
      for (const Json& inner : value)
        if (std::string text = fault(rule["items"], inner); !text.empty()) return text;
    }
    return "";
  };
  const Class c;
  const auto grades =
      c.grades({c.student("right", kPlaces), c.student("wrong", "std::printf(\"\\xff\\n\"); return 0;")});
  Json file = Json::parse(grades_json(grades, "a", "c"));
  CHECK(fault(schema, file) == "");
  Json broken = file;
  broken["submissions"][0]["exercises"][0]["checks"][0].erase("points");
  CHECK(contains(fault(schema, broken), "missing"));
  broken = file;
  broken["submissions"][1]["exercises"][0]["status"] = "passed";
  CHECK(contains(fault(schema, broken), "passed"));
}

TEST_CASE("hidden checks that are wrong say where") {
  Class c;
  const auto message = [&](const std::string& text) {
    Class::write(c.folder / "hidden", "a.toml", text);
    try {
      Manifest manifest = read_manifest(c.course.path());
      add_hidden_checks(manifest, c.folder / "hidden");
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(contains(message("[[check]]\nexercise = \"placs\"\nid = \"x\"\ntitle = \"x\"\n"), "places"));
  CHECK(contains(message("[[check]]\nexercise = \"places\"\nid = \"plain\"\ntitle = \"x\"\n"), "stands twice"));
  CHECK(contains(message("[[check]]\nexercise = \"places\"\nid = \"x\"\n"), "title"));
  CHECK(contains(message("[[check]]\nexercise = \"places\"\nid = \"x\"\ntitle = \"x\"\nwieght = 3\n"), "weight"));
  CHECK(contains(message("[[check]\n"), "a.toml, line 1"));
  CHECK(contains(message("[[check]]\nexercise = \"places\"\nid = \"x\"\ntitle = \"x\"\nweight = -1\n"), "below 0"));
}
