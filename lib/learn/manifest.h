// exercises/manifest.toml: the one list of all exercises, with their hints, checks and named mistakes. The runner, the
// grader, the pages and the tests all read it.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "learn/check.h"

namespace seven::learn {

// One check: a function of lib/learn/checks run on the numbers of one case.
struct CheckSpec {
  std::string id, title;
  std::string run;  // which of the exercise's check functions; by default the exercise's id
  double weight = 1.0;
  Case numbers;
  std::string depends;  // id of a check without which this one says nothing: skipped if that one failed
  bool hidden = false;
};

// A mistake that people make, as a change of the solution: text to find (just once) and what stands there instead.
struct Mistake {
  std::string id, title, cause;
  std::string find, replace;
};

struct Exercise {
  std::string id, chapter, title, task, why;
  std::vector<std::string> functions;  // that the file defines and the checks call; by default the id
  int lines = 0;                       // about how many the student writes
  std::string needs;                   // "", or "simt": kernels on the CPU
  std::vector<std::string> hints;      // three: direction, formula, nearly the code
  std::vector<CheckSpec> checks;
  std::vector<Mistake> mistakes;

  // Its functions launch kernels: a .cu file, checked on the SIMT device.
  [[nodiscard]] bool has_kernels() const { return needs == "simt"; }
  // "conv2d.cpp", "axpy.cu"
  [[nodiscard]] std::string file_name() const { return id + (has_kernels() ? ".cu" : ".cpp"); }
  // "01_seven_loops/conv2d.cpp", under exercises/ and under solutions/.
  [[nodiscard]] std::string path() const { return chapter + "/" + file_name(); }
};

struct Chapter {
  std::string id, title;  // "01_seven_loops", "Seven loops"
};

struct Manifest {
  std::filesystem::path root;  // the project's folder
  std::string welcome, farewell;
  std::vector<Chapter> chapters;
  std::vector<Exercise> exercises;
  std::map<std::string, std::string> renamed;  // old id to new id

  // Throws Error (wrong use) offering what is near. Takes an id, an old id, or a path that ends in the file's name.
  [[nodiscard]] const Exercise& exercise(const std::string& name) const;
  [[nodiscard]] std::vector<std::string> ids() const;
};

// Reads ROOT/exercises/manifest.toml. Throws Error naming file and line of what is not understood: an unknown key, a
// missing one, an id that stands twice.
Manifest read_manifest(const std::filesystem::path& root);

// Adds the checks of DIRECTORY/*.toml to their exercises, marked hidden. The files hold [[check]] tables like the
// manifest's, each with `exercise`. Throws Error as above.
void add_hidden_checks(Manifest& manifest, const std::filesystem::path& directory);

}  // namespace seven::learn
