// What the author of a kernel means it to need, in a comment directly above it:
//   // Budget: 256 threads, 2 blocks.
//   // Budget: 256 threads, 100 %; double: 75 %.
//   // Budget: 256 threads, 2 blocks, 16384 bytes; Warp: 128 threads, 100 %; double: 1 block, 32768 bytes.
// The threads of its blocks; what fits a multiprocessor at a time at the least, on every architecture: so many blocks,
// or so large a share of its threads; the shared memory that the launch adds. After a semicolon, the same for the
// instances in whose template arguments a word stands (or all of several: "Warp double"), with as many threads if none
// are named. The first that fits an instance holds.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace seven::cuda {

// One of blocks and percent is 0. Few architectures hold as many threads as others, so that a number of blocks that
// fits all of them says little of a small kernel; a share does.
struct Least {
  int threads = 0;
  int blocks = 0;
  int percent = 0;  // of the multiprocessor's threads
  int bytes = 0;    // of shared memory, by the launch
};

struct Budget {
  Least least;
  std::vector<std::pair<std::string, Least>> others;  // by words

  // For an instance, by its template arguments: "float, Dense<float, true>".
  [[nodiscard]] const Least& of(const std::string& arguments) const;
  // The words that hold for it: "double", "Warp double"; "" for none.
  [[nodiscard]] std::string words_of(const std::string& arguments) const;
};

// "2 blocks" or "75 %"
std::string text(const Least& least);

// Of all kernels in a file that have one, by their names. `where` is the file, for the error. Throws Error for a budget
// that cannot be read.
std::map<std::string, Budget> budgets_in(const std::string& source, const std::string& where);

}  // namespace seven::cuda
