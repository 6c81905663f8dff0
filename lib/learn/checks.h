// The check functions by name, one file an exercise in checks/, one list a chapter. The manifest says which of them a
// check runs, and on which numbers.
#pragma once

#include <span>
#include <string>

#include "learn/check.h"

namespace seven::learn {

using CheckFunction = void (*)(Check& check);

// What the student's code did in a second, for the line after the pass.
struct Score {
  double seconds = 0.0;  // of one call
  double flops = 0.0;    // floating-point operations of one call; 0: not what this exercise is about
  double bytes = 0.0;    // that have to be read and written at least
  std::string size;      // "32 images of 16 x 28 x 28, 32 kernels of 5 x 5"
  // Of kernels, instead of the seconds: "4.00 sectors a load", the fewer the better.
  std::string counted;
};
// "2.10 GFLOP/s, 0.40 GB/s, 1.2 ms: 2 images of ..." or "4.00 sectors a load, counted: 1000 elements"; "" if nothing
// was measured. Starts with the number to compare.
std::string score_text(const Score& score);
// Whether such a text is of what was counted.
bool is_counted(const std::string& score);
// Whether the first is the better one of two such texts: what is counted is to be small, what is done in a second
// large.
bool better_score(const std::string& score, const std::string& than);
using ScoreFunction = Score (*)(Check& check);

struct CheckEntry {
  const char* name;  // what the manifest's `run` says; the exercise's id
  CheckFunction check;
  ScoreFunction score = nullptr;
};

extern const std::span<const CheckEntry> kChapter01Checks;
extern const std::span<const CheckEntry> kChapter02Checks;
extern const std::span<const CheckEntry> kChapter03Checks;
extern const std::span<const CheckEntry> kChapter04Checks;
extern const std::span<const CheckEntry> kChapter05Checks;
extern const std::span<const CheckEntry> kChapter06Checks;
extern const std::span<const CheckEntry> kChapter07Checks;
extern const std::span<const CheckEntry> kChapter08Checks;
extern const std::span<const CheckEntry> kChapter09Checks;
extern const std::span<const CheckEntry> kChapter10Checks;

// Null if there is none of that name.
const CheckEntry* find_check(const std::string& name);

}  // namespace seven::learn
