// The one model of a result: what a check found out about a student's function. The runner prints it, the grader
// writes it in five formats; all of them say the same.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "core/types.h"

namespace seven::learn {

enum class Status {
  pass,
  fail,     // wrong, crashed, out of time, forbidden, does not compile: `word` says which
  error,    // the checker itself could not do its work
  skipped,  // not run: `message` says why
};
const char* status_word(Status status);  // "pass", "fail", "error", "skipped"

// What one call left in one array or returned, as numbers: two programs that leave the same are alike to the checker.
struct Observed {
  std::string name;
  std::vector<double> values;
};

struct CheckResult {
  std::string id, title;
  Status status = Status::skipped;
  double points = 0.0, max_points = 1.0;
  bool hidden = false;

  std::string word;     // how it failed: "wrong", "crash", "time limit", "not written yet", ...
  std::string message;  // one sentence: what was checked and what came out
  std::string where;    // "y[n=0, k=1, p=2, q=3], element 17 of 96"
  std::string expected, actual;
  double relative_error = std::numeric_limits<double>::quiet_NaN();  // NaN where there is none
  double allowed = std::numeric_limits<double>::quiet_NaN();         // the same, as a relative error
  // What the wrong numbers have in common, if anything: "every value is 2 times what it should be". Of kernels: the
  // checker's report, in lines.
  std::string symptom;
  std::string finding;  // what the kernels did wrong, in one line without places in the file; "" if nothing

  std::string mistake;        // id of the named mistake that behaves in just this way; empty if none does
  std::string mistake_title;  // "The bias is missing"
  std::string cause;          // why that gives these numbers

  double seconds = 0.0;
  std::string output;  // what the student's program printed, cut
  std::vector<Observed> observed;
};

struct ExerciseResult {
  std::string id, chapter, title;
  std::string file;  // "conv2d.cpp"
  Status status = Status::skipped;
  std::string word, message;         // if no check could be run: "does not compile", "missing", ...
  std::string where;                 // file and line of the compiler's first error
  std::vector<std::string> details;  // the compiler's further lines, folded by the printer
  std::vector<CheckResult> checks;
  std::string device = "cpu";
  bool ran = false;      // whether the checks could be run at all
  bool confined = true;  // whether the kernel kept the program from files, processes and the network
  double seconds = 0.0;  // compiling and checking
  std::string score;     // what the function does in a second, if that was measured: "2.1 GFLOP/s, ..."

  [[nodiscard]] double points() const;
  [[nodiscard]] double max_points() const;
  // The check to be shown first: the first that failed. Null if none did.
  [[nodiscard]] const CheckResult* first_failure() const;
};

}  // namespace seven::learn
