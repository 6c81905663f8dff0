// Grading: many exercises of one student, many students of a class.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "learn/manifest.h"
#include "learn/result.h"
#include "learn/run.h"
#include "learn/workshop.h"

namespace seven::learn {

struct Submission {
  std::string student;  // the folder's name
  std::filesystem::path folder;
  std::string last_name, first_name, email;  // from the roster, if there is one
  std::string submitted;                     // when the newest file was saved, "2026-11-24T15:30:00Z"
  std::vector<ExerciseResult> exercises;
  std::map<std::string, int> hints, runs;  // by exercise, from the learner's own record if it was handed in
  double seconds = 0.0;

  [[nodiscard]] double points() const;
  [[nodiscard]] double max_points() const;
  // "all public checks passed (hidden checks exist)" and the like: what a student may read about the whole.
  [[nodiscard]] std::string summary() const;
};

struct GradeOptions {
  std::vector<std::string> exercises;  // ids; empty: all of the manifest
  RunOptions run;
  bool scores = false;  // measure how fast the passing functions are; best with one job on a quiet machine
  int jobs = 1;         // submissions' exercises checked at once
};

// Grades the folders. A student's file is looked for as FOLDER/exercises/NN_name/id.cpp, FOLDER/NN_name/id.cpp and
// FOLDER/id.cpp; links are not followed. Whatever is in a file, the others' results do not depend on it.
// `done` is called after each exercise, from one thread at a time. Throws Error if a folder is not there.
std::vector<Submission> grade(const Workshop& workshop, const Manifest& manifest,
                              const std::vector<std::filesystem::path>& folders, const GradeOptions& options,
                              const std::function<void(const Submission&, const ExerciseResult&)>& done = {});

// "conv2d 2.10 GFLOP/s, ..." for each exercise that somebody's score was measured of: the best one, without a name.
std::string class_best(const std::vector<Submission>& submissions);

// Fills in names from a CSV file with a header line, of which student_id, last_name, first_name and email are read.
// Throws Error naming the line.
void read_roster(const std::filesystem::path& path, std::vector<Submission>& submissions);

}  // namespace seven::learn
