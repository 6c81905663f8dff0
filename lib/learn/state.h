// What a learner has done: a small text file, to be read, copied to another computer and merged by hand.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "learn/manifest.h"

namespace seven::learn {

struct Progress {
  std::string done;   // the day it passed first, "2026-11-24"; empty: not yet
  int hints = 0;      // how many of the three were looked at
  int runs = 0;       // how often it was checked
  std::string hash;   // of the file's bytes when it last passed
  std::string score;  // the best line after a pass
};

struct State {
  std::string current;                        // id of the exercise at hand; may be empty
  std::map<std::string, Progress> exercises;  // by id; those never touched are not in it

  [[nodiscard]] bool done(const std::string& id) const;
};

// A missing file is an empty state. Old ids are taken over as the manifest's rename table says; ids that nobody knows
// are kept, for the version of the course that does. Throws Error naming the line that cannot be read.
State read_state(const std::filesystem::path& path, const Manifest& manifest);
void write_state(const std::filesystem::path& path, const State& state);

// Where the state of a project's folder lies: ROOT/.seven-learn.
std::filesystem::path state_path(const std::filesystem::path& root);

// The first exercise after `id` that is not done, else the first of all; empty if all are.
std::string next_exercise(const Manifest& manifest, const State& state, const std::string& id);

// 16 hexadecimal digits.
std::string content_hash(const std::string& bytes);

}  // namespace seven::learn
